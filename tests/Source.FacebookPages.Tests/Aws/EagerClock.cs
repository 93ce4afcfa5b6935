namespace Source.FacebookPages.Tests.Aws;

/// <summary>A clock on which a wait before another attempt is over at once, while the time limit of an attempt never comes, or comes at once where it shall.</summary>
internal sealed class EagerClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];

    /// <summary>Whether attempts run into their time limit.</summary>
    public bool IsLate { get; set; }

    /// <summary>The waits, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => start + Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || (dueTime >= TimeLimit && !IsLate))
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        lock (_gate)
        {
            _waits.Add(dueTime);
        }

        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
