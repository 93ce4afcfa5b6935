using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TestKit;

namespace Bench.Running;

/// <summary>One process from its start to its end, its standard output drained through a pipe, and what it cost.</summary>
internal sealed partial record ProcessRun
{
    private const int TailBytes = 8 * 1024;
    private const int EarlyLines = 100_000;

    /// <summary>Seconds from before the start to after the end.</summary>
    public required double Wall { get; init; }

    /// <summary>Seconds of processor time.</summary>
    public required double Cpu { get; init; }

    /// <summary>The most memory resident, in MB, as last seen while it ran.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>The most memory resident when the first 100,000 lines were out, in MB; 0 when there were fewer.</summary>
    public double EarlyPeakMegabytes { get; private init; }

    /// <summary>Bytes of standard output.</summary>
    public required long Bytes { get; init; }

    /// <summary>Lines of standard output.</summary>
    public required long Lines { get; init; }

    /// <summary>The last kilobytes of standard output.</summary>
    public required string Tail { get; init; }

    /// <summary>The records that the connector says it has read; 0 when it says nothing.</summary>
    public long Records => Number(RecordCount());

    /// <summary>The requests that the connector says it has made; 0 when it says nothing.</summary>
    public long Requests => Number(RequestCount());

    /// <summary>Runs a program to its end; anything but success is an exception.</summary>
    public static ProcessRun Of(string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var cpu = Usage.SecondsOfChildren();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(StartInfo(program, arguments, variables))!;
        var sink = new Sink();
        var drain = new Thread(() => sink.Drain(process));
        drain.Start();
        var (peak, early) = (0.0, 0.0);
        while (!drain.Join(TimeSpan.FromMilliseconds(5)))
        {
            peak = Math.Max(peak, Measured.HighWaterMark(process.Id));
            early = early == 0 && sink.Lines >= EarlyLines ? peak : early;
        }

        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var tail = Encoding.UTF8.GetString(sink.Tail);
        return process.ExitCode == 0
            ? new ProcessRun
            {
                Wall = wall,
                Cpu = Usage.SecondsOfChildren() - cpu,
                PeakMegabytes = peak,
                EarlyPeakMegabytes = early,
                Bytes = sink.Bytes,
                Lines = sink.Lines,
                Tail = tail,
            }
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {tail}");
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private long Number(Regex pattern) =>
        pattern.Matches(Tail) is { Count: > 0 } matches ? long.Parse(matches[^1].Groups["n"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Summary: .* (?<n>\d+) record\(s\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordCount();

    [GeneratedRegex(@"Summary: [^\n]*?(?<n>\d+) request\(s\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestCount();

    private sealed class Sink
    {
        private readonly byte[] _buffer = new byte[256 * 1024];
        private byte[] _tail = [];
        private long _lines;

        public long Bytes { get; private set; }

        public long Lines => Interlocked.Read(ref _lines);

        public ReadOnlySpan<byte> Tail => _tail;

        public void Drain(Process process)
        {
            var output = process.StandardOutput.BaseStream;
            while (output.Read(_buffer) is > 0 and var read)
            {
                var piece = _buffer.AsSpan(0, read);
                Bytes += read;
                Interlocked.Add(ref _lines, piece.Count((byte)'\n'));
                _tail = read >= TailBytes ? piece[^TailBytes..].ToArray() : [.. _tail.AsSpan(Math.Max(0, _tail.Length + read - TailBytes)), .. piece];
            }
        }
    }
}
