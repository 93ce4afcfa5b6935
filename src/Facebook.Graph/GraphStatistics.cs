using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Facebook.Graph;

/// <summary>Counters of a <see cref="GraphClient"/>; each is exact at any moment.</summary>
public sealed class GraphStatistics
{
    private const int MostEdges = 100;

    private readonly ConcurrentDictionary<string, StrongBox<long>> _requestsByEdge = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Edge, string Outcome), StrongBox<long>> _requestsByOutcome = new();
    private readonly DurationSpread _durations = new();
    private readonly IGraphObserver? _observer;
    private long _requests;
    private long _retries;
    private long _rateLimitWaits;
    private long _rateLimitWaitedTicks;
    private long _bytesReceived;

    internal GraphStatistics(IGraphObserver? observer = null) => _observer = observer;

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

    /// <summary>The HTTP requests that have ended, by what they read and by how they ended, in the words of <see cref="GraphOutcome"/>; in the order of these names.</summary>
    public IReadOnlyList<(string Edge, string Outcome, long Count)> RequestsByOutcome =>
    [
        .. _requestsByOutcome
            .Select(entry => (entry.Key.Edge, entry.Key.Outcome, Count: Interlocked.Read(ref entry.Value.Value)))
            .OrderBy(entry => entry.Edge, StringComparer.Ordinal)
            .ThenBy(entry => entry.Outcome, StringComparer.Ordinal),
    ];

    /// <summary>How long the HTTP requests took that have ended: at most 90 values, shortest first, each the mean of the requests that took about as long. Count and sum are exact.</summary>
    public IReadOnlyList<(TimeSpan Mean, long Count)> RequestDurations => _durations.Means;

    /// <summary>A request is sent.</summary>
    internal SentAttempt Begin(GraphCall call, HttpMethod method, TimeProvider time)
    {
        var edge = CountRequest(call.Request.Path, isRetry: call.Attempts > 1);
        return new SentAttempt(this, time, edge, _observer?.Sending(new GraphAttempt(edge, method.Method, call.Request.PageId, call.Attempts)));
    }

    /// <summary>A request is sent. Gives the name that it counts under.</summary>
    internal string CountRequest(string path, bool isRetry)
    {
        Interlocked.Increment(ref _requests);
        if (isRetry)
        {
            Interlocked.Increment(ref _retries);
        }

        var edge = GraphEdge.Of(path);
        var name = _requestsByEdge.ContainsKey(edge) || _requestsByEdge.Count < MostEdges ? edge : "other";
        Interlocked.Increment(ref _requestsByEdge.GetOrAdd(name, _ => new StrongBox<long>()).Value);
        return name;
    }

    internal void CountEnd(string edge, string outcome, TimeSpan duration)
    {
        Interlocked.Increment(ref _requestsByOutcome.GetOrAdd((edge, outcome), _ => new StrongBox<long>()).Value);
        _durations.Add(duration);
    }

    internal void CountBytes(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    internal void CountRateLimitWait(RateLimitScope scope)
    {
        Interlocked.Increment(ref _rateLimitWaits);
        _observer?.Throttled(scope);
    }

    internal void AddRateLimitWaited(RateLimitScope scope, TimeSpan time)
    {
        Interlocked.Add(ref _rateLimitWaitedTicks, time.Ticks);
        _observer?.Waited(scope, time);
    }
}
