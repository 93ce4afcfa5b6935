using Microsoft.Extensions.Time.Testing;

namespace Facebook.Graph.Tests;

/// <summary>A clock that stands still until it is moved, and knows when its next timer rings.</summary>
internal sealed class TestClock : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TrackedTimer> _timers = [];

    internal TestClock()
        : base(Beginning)
    {
    }

    internal static DateTimeOffset Beginning { get; } = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    /// <summary>The time since the beginning of the story.</summary>
    internal TimeSpan Elapsed => GetUtcNow() - Beginning;

    /// <summary>When the next timer rings; null when none is set.</summary>
    internal DateTimeOffset? NextRing
    {
        get
        {
            lock (_lock)
            {
                return _timers.Min(timer => timer.Rings);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var tracked = new TrackedTimer(this);
        lock (_lock)
        {
            _timers.Add(tracked);
        }

        tracked.Set(dueTime);
        tracked.Inner = base.CreateTimer(
            argument =>
            {
                tracked.Rings = null;
                callback(argument);
            },
            state,
            dueTime,
            period);
        return tracked;
    }

    private sealed class TrackedTimer(TestClock clock) : ITimer
    {
        internal ITimer? Inner { get; set; }

        internal DateTimeOffset? Rings { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime);
            return Inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            Forget();
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return Inner!.DisposeAsync();
        }

        internal void Set(TimeSpan dueTime) => Rings = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;

        private void Forget()
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
            }
        }
    }
}
