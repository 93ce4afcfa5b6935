using System.Diagnostics;
using System.Text.Json.Nodes;
using GraphSimulator;

namespace Source.FacebookPages.Tests.Documentation;

/// <summary>A folder with the files that the README shows, and a shell in it that finds the connector.</summary>
internal sealed class ReadmeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("readme-");

    private ReadmeFolder()
    {
    }

    /// <summary>The config.json shown, with a token and an address that lead to the simulator, and the catalog.json shown.</summary>
    public static ReadmeFolder Create(GraphSimulatorServer server)
    {
        var folder = new ReadmeFolder();
        folder.Write("config.json", Configuration(server));
        folder.Write("catalog.json", Shown("catalog.json"));
        folder.WriteExecutable();
        return folder;
    }

    /// <summary>The configuration that the README shows, for a simulator.</summary>
    public static string Configuration(GraphSimulatorServer server)
    {
        var config = JsonNode.Parse(Shown("config.json"))!;
        config["credentials"]!["access_token"] = server.World.UserToken.Value;
        config["api_url"] = server.BaseUrl.ToString();
        return config.ToJsonString();
    }

    /// <summary>The content of a file as the README shows it.</summary>
    public static string Shown(string file) => MarkdownFile.Load("README.md").Blocks
        .Single(block => block.Language == "json" && block.Before.Contains($"`{file}`", StringComparison.Ordinal))
        .Text;

    /// <summary>Runs a command line in the folder.</summary>
    /// <returns>Its exit code, and what it wrote on standard output, else on standard error.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-eu", "-c", command])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = _folder.FullName + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output.Length > 0 ? output : await error);
    }

    /// <summary>A file's content.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    /// <summary>The files that a command has left below a folder.</summary>
    public IReadOnlyList<string> FilesBelow(string name) => Directory.GetFiles(Path.Combine(_folder.FullName, name), "*", SearchOption.AllDirectories);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string file, string content)
    {
        var path = Path.Combine(_folder.FullName, file);
        File.WriteAllText(path, content);
        return path;
    }

    // The published executable where the CI script has made one; else the build that these tests run against.
    private void WriteExecutable()
    {
        var published = Environment.GetEnvironmentVariable("SOURCE_BINARY");
        var command = string.IsNullOrEmpty(published)
            ? $"dotnet '{Path.Combine(AppContext.BaseDirectory, "source-facebook-pages-insights.dll")}'"
            : $"'{published}'";
        var path = Write("source-facebook-pages-insights", $"#!/bin/sh\nexec {command} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
