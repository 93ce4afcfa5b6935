using System.Diagnostics;
using System.Globalization;
using System.Text;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>How quickly it starts and how little it needs.</summary>
public sealed class SpeedTests
{
    private const int Starts = 20;
    private const double MostMilliseconds = 30;
    private const double MostMegabytes = 80;

    // What starting any process at all costs on a machine that has nothing else to do.
    private const double QuietMilliseconds = 2;

    [Fact]
    public async Task Spec_starts_in_under_30_ms()
    {
        var executable = await PublishedConnector.PathAsync();
        _ = Time(executable, "spec");
        List<double> nothing = [];
        List<double> spec = [];
        for (var start = 0; start < Starts; start++)
        {
            nothing.Add(Time("/bin/true"));
            spec.Add(Time(executable, "spec"));
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"spec: median {Measured.Median(spec):0.0} ms of {Starts} starts; /bin/true: {Measured.Median(nothing):0.0} ms, at most {nothing.Max():0.0} ms");
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        if (Measured.Median(nothing) > QuietMilliseconds || nothing.Max() > 3 * QuietMilliseconds)
        {
            Assert.Skip("The machine is busy with something else. " + text);
        }

        Assert.True(Measured.Median(spec) < MostMilliseconds, text);
    }

    [Fact]
    public async Task A_read_of_more_than_100000_records_stays_under_80_MB()
    {
        await using var launched = await Launched.PrepareAsync(pages: 3);
        var config = new ConfigBuilder(launched.Server).WithList("periods", "day", "week");
        var catalog = CatalogBuilder.Incremental(
            [.. launched.World.Pages.All.SelectMany(page => new[] { $"page_insights_{page.Id}", $"page_insights_{page.Id}_week" })]);
        using var process = await Launched.StartAsync(launched.Read(config, catalog));
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var (records, peak) = await ReadAsync(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var text = string.Create(CultureInfo.InvariantCulture, $"{records} records, at most {peak:0.0} MB resident");
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await errors);
        Assert.True(records >= 100_000, text);
        Assert.InRange(peak, 1, MostMegabytes);
    }

    // Looks at the high-water mark while the process can't have ended, since its output is not read to the end.
    private static async Task<(int Records, double Peak)> ReadAsync(Process process)
    {
        var (records, peak, lines) = (0, 0.0, 0);
        using var reader = new StreamReader(process.StandardOutput.BaseStream, Encoding.UTF8, false, 1 << 16);
        while (await reader.ReadLineAsync() is { } line)
        {
            records += line.StartsWith("{\"type\":\"RECORD\"", StringComparison.Ordinal) ? 1 : 0;
            if (lines++ % 500 == 0)
            {
                peak = Math.Max(peak, Measured.HighWaterMark(process.Id));
            }
        }

        return (records, peak);
    }

    private static double Time(string executable, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
