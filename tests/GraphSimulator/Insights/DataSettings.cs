using System.Collections.Immutable;
using GraphSimulator.Pages;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>
/// Which days have numbers, and from when on. All of it may be changed while the server runs.
/// </summary>
public sealed class DataSettings
{
    private long _delayTicks;
    private int _readyThrough = SharedDay.None;
    private ImmutableList<HiddenDays> _hidden = [];
    private ImmutableList<ValueOverride> _overrides = [];
    private ImmutableDictionary<(string? PageId, string Metric), DateOnly> _readyOfMetric =
        ImmutableDictionary<(string? PageId, string Metric), DateOnly>.Empty;

    /// <summary>The first day that any Page has numbers for, unless the Page says otherwise.</summary>
    public DateOnly Start { get; set; } = new(2023, 7, 18);

    /// <summary>How long after its end a day becomes available. The recorded evidence: under eleven hours.</summary>
    public TimeSpan ReadyDelay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>The last day with numbers, for all; null: as the clock and <see cref="ReadyDelay"/> say.</summary>
    public DateOnly? ReadyThrough
    {
        get => SharedDay.Read(ref _readyThrough);
        set => SharedDay.Write(ref _readyThrough, value);
    }

    /// <summary>Whether the unfinished day is answered, with a part of its value. Recorded: it is.</summary>
    public bool ShowsUnfinishedDay { get; set; } = true;

    /// <summary>
    /// How many of the last complete days are still to be corrected. A day that ended a days ago (1 = yesterday) shows
    /// its final value v as v − v / (10 × a), until it is older than this.
    /// </summary>
    public int RevisedDays { get; set; }

    public IReadOnlyList<HiddenDays> Hidden => Volatile.Read(ref _hidden);

    public IReadOnlyList<ValueOverride> Overrides => Volatile.Read(ref _overrides);

    /// <summary>Leaves days out, for ever or until they appear.</summary>
    public void Hide(HiddenDays days) => ImmutableInterlocked.Update(ref _hidden, list => list.Add(days));

    /// <summary>All days appear.</summary>
    public void HideNothing() => ImmutableInterlocked.Update(ref _hidden, _ => []);

    /// <summary>Puts a raw value in place of the formula's.</summary>
    public void Override(ValueOverride value) => ImmutableInterlocked.Update(ref _overrides, list => list.Add(value));

    /// <summary>The last day with numbers for one metric, on one Page or (null) on all.</summary>
    public void SetReadyThrough(string metric, DateOnly day, string? pageId = null)
        => ImmutableInterlocked.Update(ref _readyOfMetric, map => map.SetItem((pageId, metric), day));

    /// <summary>The first day a Page has numbers for, and, for an unpublished one, may still show.</summary>
    public DateOnly FirstDay(SimulatedPage page, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(page);
        var start = page.DataStart ?? Start;
        var lastFive = today.AddDays(-5);
        return page.IsPublished || start > lastFive ? start : lastFive;
    }

    /// <summary>The last day that has a point, the unfinished one included where it is shown.</summary>
    public DateOnly LastDay(SimulatedPage page, string metric, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(page);
        var map = Volatile.Read(ref _readyOfMetric);
        if (map.TryGetValue((page.Id, metric), out var day) || map.TryGetValue((null, metric), out day))
        {
            return day;
        }

        if ((page.DataReadyThrough ?? ReadyThrough) is { } through)
        {
            return through;
        }

        var today = PacificCalendar.DayOf(now);
        var last = PacificCalendar.DayOf(now - ReadyDelay).AddDays(-1);
        return last == today.AddDays(-1) && ShowsUnfinishedDay ? today : last;
    }

    /// <summary>What decides how final a Page's numbers are.</summary>
    internal DataAge AgeOf(SimulatedPage page, DateTimeOffset now) => new(page.DataStart ?? Start, RevisedDays, now);

    internal bool IsHidden(string pageId, string metric, Period period, DateOnly day, DateTimeOffset now)
    {
        foreach (var hidden in Hidden)
        {
            if (hidden.Covers(pageId, metric, period, day, now))
            {
                return true;
            }
        }

        return false;
    }

    internal string? OverrideOf(string pageId, string metric, Period period, DateOnly day, DateTimeOffset now)
    {
        string? value = null;
        foreach (var one in Overrides)
        {
            value = one.Covers(pageId, metric, period, day, now) ? one.Json : value;
        }

        return value;
    }
}
