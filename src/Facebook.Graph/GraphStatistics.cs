using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Facebook.Graph;

/// <summary>Counters of a <see cref="GraphClient"/>; each is exact at any moment.</summary>
public sealed class GraphStatistics
{
    private const int MostEdges = 100;

    private readonly ConcurrentDictionary<string, StrongBox<long>> _requestsByEdge = new(StringComparer.Ordinal);
    private long _requests;
    private long _retries;
    private long _rateLimitWaits;
    private long _rateLimitWaitedTicks;
    private long _bytesReceived;

    internal GraphStatistics()
    {
    }

    /// <summary>HTTP requests sent, retries included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Attempts after the first of a request.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Waits for a rate limit.</summary>
    public long RateLimitWaits => Interlocked.Read(ref _rateLimitWaits);

    /// <summary>The time spent in those waits, summed over all requests.</summary>
    public TimeSpan RateLimitWaited => new(Interlocked.Read(ref _rateLimitWaitedTicks));

    /// <summary>Bytes of answers, after decompression.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>The HTTP requests by what they read: <c>accounts</c>, <c>insights</c>, <c>debug_token</c> …, and <c>node</c> for a Page itself.</summary>
    public IReadOnlyDictionary<string, long> RequestsByEdge =>
        _requestsByEdge.ToDictionary(entry => entry.Key, entry => Interlocked.Read(ref entry.Value.Value), StringComparer.Ordinal);

    internal void CountRequest(string path, bool isRetry)
    {
        Interlocked.Increment(ref _requests);
        if (isRetry)
        {
            Interlocked.Increment(ref _retries);
        }

        var edge = EdgeOf(path);
        var known = _requestsByEdge.ContainsKey(edge) || _requestsByEdge.Count < MostEdges;
        Interlocked.Increment(ref _requestsByEdge.GetOrAdd(known ? edge : "other", _ => new StrongBox<long>()).Value);
    }

    internal void CountBytes(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    internal void CountRateLimitWait() => Interlocked.Increment(ref _rateLimitWaits);

    internal void AddRateLimitWaited(TimeSpan time) => Interlocked.Add(ref _rateLimitWaitedTicks, time.Ticks);

    // "100000000000001" and "me" are nodes, what follows is their edge; other paths begin with their own name.
    private static string EdgeOf(string path)
    {
        var segments = path.Split('/', 3);
        var isNode = segments[0] == "me" || char.IsAsciiDigit(segments[0].FirstOrDefault());
        return (isNode, segments.Length) switch
        {
            (true, 1) => "node",
            (true, _) => segments[1],
            (false, _) => segments[0],
        };
    }
}
