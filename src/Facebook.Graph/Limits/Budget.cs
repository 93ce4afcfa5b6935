namespace Facebook.Graph;

/// <summary>
/// One rate-limit budget, of the app or of a Page: what is known of it and whether a call may go. Takes the time as a value, measured from the limiter's beginning, and is not safe for
/// several threads: the limiter guards it.
/// </summary>
internal sealed class Budget(string name, GraphErrorKind ownKind, Func<double> chance)
{
    private TimeSpan _blockDemanded;
    private TimeSpan _blockedUntil;
    private TimeSpan _pausedUntil;
    private TimeSpan _nextCall;
    private TimeSpan _usageExpires;
    private double _usage;
    private int _blocks;
    private int _pauses;
    private bool _needsProbe;
    private int _epoch;
    private Ticket? _probe;
    private GraphErrorKind? _blockKind;
    private GraphError? _blockedBy;

    /// <summary>Whose budget it is, as words for a message: "the app", "Page 100000000000001".</summary>
    internal string Name { get; } = name;

    /// <summary>Whose budget it is, to count by.</summary>
    internal RateLimitScope Scope { get; } = ownKind == GraphErrorKind.PageRateLimit ? RateLimitScope.Page : RateLimitScope.App;

    /// <summary>The kind that a call fails with when it can't wait for this budget.</summary>
    internal GraphErrorKind Kind => _blockKind ?? ownKind;

    /// <summary>When its wait was last written to the log; null when nothing was written about this wait.</summary>
    internal TimeSpan? LastLogged { get; set; }

    /// <summary>Whether nothing is known of it that could still hold a call back.</summary>
    internal bool IsForgettable(TimeSpan now) => !IsBlocked(now) && now >= _pausedUntil && !_needsProbe && _probe is null && UsageAt(now) == 0;

    /// <summary>
    /// What holds a call back now, or null when it may go. Up to <paramref name="patience"/> a call also waits for what is our own choice, pauses, distances and jitter; beyond it only for
    /// what Facebook demands.
    /// </summary>
    internal Hold? Check(TimeSpan now, TimeSpan patience)
    {
        var blockedUntil = _blockDemanded > patience ? _blockDemanded : Min(_blockedUntil, patience);
        if (now < _blockDemanded || now < blockedUntil)
        {
            return Held(HoldReason.Blocked, blockedUntil, _blockDemanded);
        }

        if (_probe is not null)
        {
            return Held(HoldReason.Probing, now, now);
        }

        if (now >= patience || _needsProbe)
        {
            return null;
        }

        if (now < _pausedUntil)
        {
            return Held(HoldReason.Paused, Min(_pausedUntil, patience), now);
        }

        return now < _nextCall && UsageAt(now) >= Pacing.SlowFrom ? Held(HoldReason.Paced, Min(_nextCall, patience), now) : null;
    }

    /// <summary>Lets a call through, the first one after a block as the probe. Only after <see cref="Check"/> had nothing against it.</summary>
    internal Ticket Take(TimeSpan now)
    {
        var ticket = new Ticket(this, _epoch);
        if (_needsProbe)
        {
            _probe = ticket;
        }

        _nextCall = now + Pacing.Spacing(UsageAt(now), chance());
        return ticket;
    }

    /// <summary>The call was answered, and not by a rate limit: a block of before is over.</summary>
    internal void Passed(Ticket ticket)
    {
        if (ticket.Epoch == _epoch)
        {
            if (_needsProbe)
            {
                // What was reported before the block is worth nothing now; the answer brings its own report, if usage is still worth one.
                _usageExpires = TimeSpan.Zero;
            }

            _needsProbe = false;
            _blocks = 0;
        }

        Return(ticket);
    }

    /// <summary>The call told nothing about this budget: it failed on the way or was given up. The next call is the probe, if one is needed.</summary>
    internal void Return(Ticket ticket)
    {
        if (ReferenceEquals(_probe, ticket))
        {
            _probe = null;
        }
    }

    /// <summary>
    /// The call was refused by this budget. <paramref name="said"/> is how long Facebook says the block lasts; else it grows from <paramref name="first"/> with every refusal in a row.
    /// Refusals of calls that were under way when the block began belong to that block and can only lengthen it; once its time is over, our own jitter aside, they are news.
    /// </summary>
    internal void Refused(Ticket ticket, TimeSpan now, TimeSpan? said, TimeSpan first, GraphErrorKind refusal, GraphError error)
    {
        Return(ticket);
        (_blockedBy, _blockKind) = (error, refusal);
        if (ticket.Epoch == _epoch || now >= _blockDemanded)
        {
            _blocks++;
            Block(now, said ?? Pacing.Block(first, _blocks));
        }
        else if (said is { } time && now + time > _blockDemanded)
        {
            Block(now, time);
        }
    }

    /// <summary>
    /// A header has told the usage, and perhaps that calls are refused for a time. <paramref name="ticket"/> is the call that brought the news, or null when it came with another
    /// budget's call: only news of a call that was let through since the last pause began can begin the next.
    /// </summary>
    internal void Reported(Ticket? ticket, TimeSpan now, double usage, TimeSpan? regain)
    {
        _usage = usage;
        _usageExpires = now + Pacing.ReportLifetime;
        if (regain is { } time && now + time > _blockDemanded)
        {
            if (!IsBlocked(now))
            {
                (_blockedBy, _blockKind) = (null, null);
            }

            Block(now, time);
        }
        else if (usage < Pacing.PauseFrom)
        {
            _pauses = 0;
            _pausedUntil = TimeSpan.Zero;
        }
        else if (now >= _pausedUntil && !IsBlocked(now) && (ticket is null || ticket.Epoch == _epoch))
        {
            _epoch++;
            LastLogged = null;
            _pausedUntil = now + Pacing.Pause(_pauses++, chance());
        }

        if (usage >= Pacing.SlowFrom)
        {
            var next = now + Pacing.Spacing(usage, chance());
            _nextCall = next > _nextCall ? next : _nextCall;
        }
    }

    private Hold Held(HoldReason reason, TimeSpan until, TimeSpan demanded) => new(this, _usage, _blockedBy, reason, until, demanded);

    private void Block(TimeSpan now, TimeSpan length)
    {
        if (!IsBlocked(now))
        {
            LastLogged = null;
        }

        _epoch++;
        _needsProbe = true;
        _blockDemanded = now + length;
        _blockedUntil = _blockDemanded + Pacing.BlockJitter(length, chance());
    }

    private bool IsBlocked(TimeSpan now) => now < _blockedUntil;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private double UsageAt(TimeSpan now) => now < _usageExpires ? _usage : 0;

    /// <summary>A call that was let through, in one of the spans between the budget's blocks and pauses.</summary>
    internal sealed class Ticket(Budget budget, int epoch)
    {
        internal Budget Budget { get; } = budget;

        internal int Epoch { get; } = epoch;
    }
}
