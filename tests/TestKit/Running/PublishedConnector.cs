using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using GraphSimulator;

namespace TestKit;

/// <summary>
/// The connector as it ships: the Native AOT binary as a process. Taken from <c>SOURCE_BINARY</c>, or published once for this test run.
/// </summary>
public static partial class PublishedConnector
{
    private static readonly Lazy<Task<string>> Binary = new(FindAsync);

    /// <summary>The path of the binary.</summary>
    public static Task<string> PathAsync() => Binary.Value;

    /// <summary>Starts a command. The process belongs to the caller.</summary>
    public static async Task<Process> StartAsync(params string[] arguments) => Process.Start(new ProcessStartInfo(await PathAsync(), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    /// <summary>Runs a command to its end and searches what it put out for the secrets of the world.</summary>
    public static async Task<ConnectorOutput> RunAsync(SimulatedWorld world, params string[] arguments)
    {
        using var process = await StartAsync(arguments);
        return await EndAsync(world, process);
    }

    /// <summary>Reads a process to its end.</summary>
    public static async Task<ConnectorOutput> EndAsync(SimulatedWorld world, Process process)
    {
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        var text = await errors;
        SecretScan.Check(world, Encoding.UTF8.GetString(output.ToArray()) + text);
        return new ConnectorOutput(process.ExitCode, output.ToArray(), text);
    }

    /// <summary>Sends a signal.</summary>
    public static void Signal(Process process, int signal) => _ = Kill(process.Id, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("SOURCE_BINARY") is { Length: > 0 } given)
        {
            return given;
        }

        var root = RepositoryRoot();
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var target = Path.Combine(root, "artifacts", "publish", architecture);
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "src/Source.FacebookPages", "-c", "Release", "-r", architecture, "-o", target])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(target, "source-facebook-pages-insights")
            : throw new InvalidOperationException("The connector could not be published: " + log);
    }

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Source.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
