namespace Facebook.Graph.Tests;

/// <summary>Keeps what it was told of waits, in seconds since the beginning.</summary>
internal sealed class RecordedObserver(TestClock clock) : IRateLimitObserver
{
    private readonly List<(double At, double Until)> _words = [];

    internal IReadOnlyList<(double At, double Until)> Words => _words;

    public void Waiting(DateTimeOffset until) => _words.Add((clock.Elapsed.TotalSeconds, (until - TestClock.Beginning).TotalSeconds));
}
