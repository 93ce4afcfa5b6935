namespace GraphSimulator.Time;

/// <summary>
/// The clock of a world: either stands still until it is set (the default), or runs on from an instant with the time of
/// another provider.
/// </summary>
public sealed class SimulatedClock : TimeProvider
{
    private readonly TimeProvider? _running;
    private readonly long _start;
    private long _ticks;

    /// <summary>A clock that stands at <paramref name="now"/>.</summary>
    public SimulatedClock(DateTimeOffset now) => _ticks = now.UtcTicks;

    /// <summary>A clock that starts at <paramref name="start"/> and goes on as fast as <paramref name="running"/>.</summary>
    public SimulatedClock(DateTimeOffset start, TimeProvider running)
    {
        ArgumentNullException.ThrowIfNull(running);
        _ticks = start.UtcTicks;
        _running = running;
        _start = running.GetTimestamp();
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var passed = _running is null ? 0 : _running.GetElapsedTime(_start).Ticks;
        return new DateTimeOffset(Interlocked.Read(ref _ticks) + passed, TimeSpan.Zero);
    }

    /// <summary>Moves the clock, forwards or backwards.</summary>
    public void Set(DateTimeOffset now)
    {
        var passed = _running is null ? 0 : _running.GetElapsedTime(_start).Ticks;
        Interlocked.Exchange(ref _ticks, now.UtcTicks - passed);
    }
}
