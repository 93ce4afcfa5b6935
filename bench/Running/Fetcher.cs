using System.Buffers;
using System.Diagnostics;
using System.Net;

namespace Bench.Running;

/// <summary>A bare client over HTTP/2 that has the bytes of each answer in memory, as a connector needs them to read them: decompressed, and out of a batch unescaped.</summary>
internal sealed class Fetcher : IDisposable
{
    private readonly WireCount _wire = new();
    private readonly SimulatorProcess _simulator;
    private readonly HttpClient _http;
    private int _firstBuffer = 64 * 1024;

    /// <summary>Makes one.</summary>
    /// <param name="simulator">Where to fetch.</param>
    /// <param name="encodings">What is accepted.</param>
    public Fetcher(SimulatorProcess simulator, string encodings)
    {
        _simulator = simulator;
        _http = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli, EnableMultipleHttp2Connections = true, ConnectCallback = _wire.ConnectAsync },
            disposeHandler: true)
        {
            BaseAddress = simulator.Http2Url,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", encodings);
    }

    /// <summary>Fetches everything once.</summary>
    /// <param name="requests">What.</param>
    /// <param name="atATime">How many requests at a time.</param>
    public async Task<FetchRun> RunAsync(IReadOnlyList<FetchRequest> requests, int atATime)
    {
        GC.Collect();
        var (bodies, largest) = (0L, 0);
        var (sent, received) = (_wire.Sent, _wire.Received);
        var serverCpu = _simulator.CpuSeconds();
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (request, cancellationToken) =>
        {
            var (all, length) = await FetchAsync(request, cancellationToken);
            Interlocked.Add(ref bodies, all);
            InterlockedMax(ref largest, length);
        });
        return new FetchRun
        {
            Wall = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Cpu = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            ServerCpu = _simulator.CpuSeconds() - serverCpu,
            Requests = requests.Count,
            Calls = requests.Sum(request => request.Calls),
            Sent = _wire.Sent - sent,
            Received = _wire.Received - received,
            Bodies = bodies,
            Largest = largest,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(long Bodies, int Length)> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var message = request.Message();
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The simulator answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        var (answer, length) = await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
        try
        {
            return (request.Form is null ? length : Unescaped(answer.AsSpan(0, length)), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(answer);
        }
    }

    private async Task<(byte[] Buffer, int Length)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        // As large as the largest so far, so that only the first answers pay for growing.
        var buffer = ArrayPool<byte>.Shared.Rent(Volatile.Read(ref _firstBuffer));
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan().CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        InterlockedMax(ref _firstBuffer, length + 1);
        return (buffer, length);
    }

    private static long Unescaped(ReadOnlySpan<byte> answer)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(answer.Length);
        var all = 0L;
        Batch.Bodies(answer, scratch, body => all += body.Length);
        ArrayPool<byte>.Shared.Return(scratch);
        return all;
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = Volatile.Read(ref place); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref place, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
