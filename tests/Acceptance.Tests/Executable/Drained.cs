using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>A read whose output was only counted, and what it cost.</summary>
/// <param name="Records">How many records it says it has read.</param>
/// <param name="Bytes">How much it put out.</param>
/// <param name="Peak">The most memory it had resident, in MB.</param>
/// <param name="Cpu">The processor time it took.</param>
/// <param name="Wall">The time it took.</param>
internal sealed partial record Drained(long Records, long Bytes, double Peak, TimeSpan Cpu, TimeSpan Wall)
{
    private const int Tail = 1024;

    /// <summary>The processor time for 100,000 records.</summary>
    public TimeSpan CpuFor100000 => Cpu * (100_000.0 / Records);

    /// <summary>Runs a read to its end, which must be a good one.</summary>
    public static async Task<Drained> RunAsync(Launched launched, ConfigBuilder config, string catalog)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = await Launched.StartAsync(launched.Read(config, catalog));
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var (buffer, bytes, peak, cpu, last) = (new byte[1 << 18], 0L, 0.0, TimeSpan.Zero, "");
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
        {
            bytes += read;
            last = (last + Encoding.UTF8.GetString(buffer.AsSpan(Math.Max(0, read - Tail), Math.Min(read, Tail))))[^Math.Min(Tail, last.Length + Math.Min(read, Tail))..];

            // What the process has used so far is there to be read until its output is; it ends right after.
            peak = Math.Max(peak, Measured.HighWaterMark(process.Id));
            cpu = ProcessorTime(process) ?? cpu;
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        var records = long.Parse(Summary().Match(last).Groups["records"].Value, CultureInfo.InvariantCulture);
        return new Drained(records, bytes, peak, cpu, Stopwatch.GetElapsedTime(began));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Records} records in {Wall.TotalSeconds:0.0} s ({Records / Wall.TotalSeconds:0} records/s, {Bytes / 1e6 / Wall.TotalSeconds:0} MB/s), {CpuFor100000.TotalSeconds:0.00} s of processor time for 100000, at most {Peak:0.0} MB resident");

    private static TimeSpan? ProcessorTime(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<records>\d+) record\(s\); ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Summary();
}
