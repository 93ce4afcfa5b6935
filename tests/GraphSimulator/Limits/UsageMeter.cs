namespace GraphSimulator.Limits;

/// <summary>What one app, user or Page has spent.</summary>
internal sealed class UsageMeter
{
    private readonly Lock _gate = new();
    private double _percent;
    private DateTimeOffset _seenAt;
    private DateTimeOffset? _blockedUntil;

    public void Set(double percent, DateTimeOffset now)
    {
        lock (_gate)
        {
            _percent = percent;
            _seenAt = now;
            _blockedUntil = null;
        }
    }

    public void BlockUntil(DateTimeOffset end)
    {
        lock (_gate)
        {
            _percent = 100;
            _blockedUntil = end;
        }
    }

    /// <summary>Counts a call.</summary>
    public UsageReading Count(UsageRule rule, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_blockedUntil is { } end && now < end)
            {
                _blockedUntil = end + rule.Prolongation;
                return new UsageReading(100, IsRefused: true, WasBlocked: true, _blockedUntil.Value - now);
            }

            if (_blockedUntil is not null)
            {
                _blockedUntil = null;
                _percent = 0;
            }
            else if (_seenAt != default && now > _seenAt)
            {
                _percent = Math.Max(0, _percent - ((now - _seenAt).TotalMinutes * rule.RegainPerMinute));
            }

            _seenAt = now;
            _percent += rule.GrowthPerCall;
            if (_percent < 100)
            {
                return new UsageReading(_percent, IsRefused: false, WasBlocked: false, TimeSpan.Zero);
            }

            _blockedUntil = now + rule.Block;
            return new UsageReading(_percent, IsRefused: true, WasBlocked: false, rule.Block);
        }
    }
}

/// <summary>What a meter says after a call.</summary>
internal readonly record struct UsageReading(double Percent, bool IsRefused, bool WasBlocked, TimeSpan Regain);
