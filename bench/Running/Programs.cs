using System.Diagnostics;
using System.Runtime.InteropServices;
using TestKit;

namespace Bench.Running;

/// <summary>The native programs that are measured, published from this checkout.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="UpperBound">The loop that only formats and writes.</param>
internal sealed record Programs(string Connector, string UpperBound)
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root => PublishedConnector.RepositoryRoot();

    /// <summary>Publishes them; the connector only if <c>SOURCE_BINARY</c> does not name one.</summary>
    public static async Task<Programs> PublishAsync() =>
        new(await PublishedConnector.PathAsync(), Path.Combine(await PublishAsync("bench/UpperBound", "upper-bound"), "upper-bound"));

    /// <summary>Publishes the connector without telemetry, in a folder of its own, and answers where it is.</summary>
    public static async Task<string> PublishWithoutTelemetryAsync() => Path.Combine(
        await PublishAsync("src/Source.FacebookPages", "without-telemetry", "-p:Telemetry=false", "--artifacts-path", Path.Combine(Root, "artifacts", "without-telemetry")),
        Path.GetFileName(await PublishedConnector.PathAsync()));

    /// <summary>What a program says, without the line end; null when it can't be run or fails.</summary>
    public static async Task<string?> AskAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var answer = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await errors;
            return process.ExitCode == 0 ? answer.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> PublishAsync(string project, string name, params string[] more)
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var target = Path.Combine(Root, "artifacts", "publish", name);
        return await AskAsync("dotnet", ["publish", project, "-c", "Release", "-r", architecture, "-o", target, .. more]) is not null
            ? target
            : throw new InvalidOperationException($"{project} could not be published; try it by hand.");
    }
}
