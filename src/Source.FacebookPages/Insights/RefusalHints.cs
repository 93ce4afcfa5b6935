using System.Collections.Concurrent;

namespace Source.FacebookPages.Insights;

/// <summary>
/// The metrics that Facebook refused for some Page in this run: a hint for the other Pages, which verify it with one call each, since a metric can be valid for one Page and not
/// for another. Only one Page at a time searches for a metric that spoils a call; the others wait for its hint instead of searching for the same one.
/// </summary>
internal sealed class RefusalHints : IDisposable
{
    // A search that is stuck (a Page waiting for its rate limit) must not hold the others up for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, byte> _metrics = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _searching = new(1, 1);
    private readonly TimeProvider _time;

    /// <summary>Creates hints without any.</summary>
    public RefusalHints(TimeProvider time) => _time = time;

    /// <summary>Whether the metric was refused for some Page.</summary>
    public bool Has(string metric) => _metrics.ContainsKey(metric);

    /// <summary>The metric was refused for a Page.</summary>
    public void Add(string metric) => _metrics.TryAdd(metric, 0);

    /// <summary>Waits for one's turn to search. Disposing the answer gives the turn back.</summary>
    public async Task<IDisposable> EnterSearchAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _searching.WaitAsync(either.Token);
            return new Turn(_searching);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Turn(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _searching.Dispose();

    private sealed class Turn(SemaphoreSlim? searching) : IDisposable
    {
        public void Dispose() => searching?.Release();
    }
}
