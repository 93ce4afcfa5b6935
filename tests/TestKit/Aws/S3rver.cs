using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace TestKit.Aws;

/// <summary>
/// The S3 server s3rver as a process, installed by npm into <c>artifacts/</c> the first time. It ends with this process, however that ends, because its standard input does.
/// </summary>
internal sealed class S3rver : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Installation = new(InstallAsync);

    private readonly Process _process;
    private readonly string _directory;

    private S3rver(Process process, string directory, Uri address)
    {
        _process = process;
        _directory = directory;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>What is missing on this machine, or null.</summary>
    internal static string? Missing() => Find("node") is null ? "Node.js is not on the PATH" : Find("npm") is null ? "npm is not on the PATH" : null;

    internal static async Task<S3rver> StartAsync()
    {
        var installation = await Installation.Value;
        var directory = Directory.CreateTempSubdirectory("s3rver-").FullName;
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(installation, "serve.js"), directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("s3rver did not start.");
        return new S3rver(process, directory, new Uri($"http://127.0.0.1:{int.Parse(line, CultureInfo.InvariantCulture)}/"));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<string> InstallAsync()
    {
        var root = PublishedConnector.RepositoryRoot();
        var source = Path.Combine(root, "tests", "TestKit", "Aws", "s3rver");
        string[] files = ["package.json", "package-lock.json", "serve.js"];
        var contents = await Task.WhenAll(files.Select(file => File.ReadAllBytesAsync(Path.Combine(source, file))));
        var target = Path.Combine(root, "artifacts", "s3rver-" + Convert.ToHexStringLower(SHA256.HashData([.. contents.SelectMany(content => content)]))[..12]);
        if (Directory.Exists(target))
        {
            return target;
        }

        // Several test processes may install at once: each does so for itself, and the first to be done is taken.
        var attempt = $"{target}.{Environment.ProcessId}";
        Directory.CreateDirectory(attempt);
        for (var i = 0; i < files.Length; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(attempt, files[i]), contents[i]);
        }

        await RunNpmAsync(attempt);
        try
        {
            Directory.Move(attempt, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(attempt, recursive: true);
        }

        return target;
    }

    private static async Task RunNpmAsync(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = npm.StandardError.ReadToEndAsync();
        var output = await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException("npm could not install s3rver: " + output + await errors);
        }
    }
}
