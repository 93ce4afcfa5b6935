using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bench.Running;

/// <summary>The simulator in a process of its own, which renders every answer once and from then on serves it from memory.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly Process _process;

    private SimulatorProcess(Process process, Uri url, Uri http2Url, string token, IReadOnlyList<string> pageIds)
    {
        _process = process;
        Url = url;
        Http2Url = http2Url;
        Token = token;
        PageIds = pageIds;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Where it listens for clients that begin with HTTP/2 at once, without TLS.</summary>
    public Uri Http2Url { get; }

    /// <summary>The token of the user who owns the Pages.</summary>
    public string Token { get; }

    /// <summary>The Pages.</summary>
    public IReadOnlyList<string> PageIds { get; }

    /// <summary>Starts one with so many Pages, with two years of data each.</summary>
    /// <param name="pages">How many Pages.</param>
    /// <param name="latencyMilliseconds">How long every answer takes.</param>
    public static async Task<SimulatorProcess> StartAsync(int pages, int latencyMilliseconds = 0)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "graph-simulator.dll"),
            "--port", "0",
            "--pages", pages.ToString(CultureInfo.InvariantCulture),
            "--latency-ms", latencyMilliseconds.ToString(CultureInfo.InvariantCulture),
            "--now", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            "--running-clock",
            "--cache",
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new SimulatorProcess(
            process,
            new Uri(root.GetProperty("url").GetString()!),
            new Uri(root.GetProperty("http2_url").GetString()!),
            root.GetProperty("user_token").GetString()!,
            [.. root.GetProperty("page_ids").EnumerateArray().Select(id => id.GetString()!)]);
    }

    /// <summary>Seconds of processor time that it has taken so far, to a hundredth.</summary>
    public double CpuSeconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
