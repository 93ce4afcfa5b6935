namespace Source.FacebookPages.Tests.Story;

/// <summary>
/// A clock on which short waits (up to 20 s: backoff, distances) pass at once, moving the time on, while long ones (time limits) never end: nothing in a story stalls.
/// </summary>
internal sealed class ImpatientTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    private long _ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ImpatientTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ImpatientTimer(ImpatientTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && dueTime <= Short)
            {
                Interlocked.Add(ref time._ticks, dueTime.Ticks);
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    if (Volatile.Read(ref _isDisposed) == 0)
                    {
                        callback(state);
                    }
                });
            }

            return true;
        }

        public void Dispose() => Volatile.Write(ref _isDisposed, 1);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
