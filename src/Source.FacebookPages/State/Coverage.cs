using Source.FacebookPages.Days;

namespace Source.FacebookPages.State;

/// <summary>
/// Which days were read for which metrics, for one Page and period. Immutable. Metrics that are no longer configured keep their days, so that bringing
/// them back reads only what is missing.
/// </summary>
internal sealed class Coverage
{
    private readonly SortedList<string, DaySet> _days;

    private Coverage(SortedList<string, DaySet> days) => _days = days;

    /// <summary>Nothing was read.</summary>
    public static Coverage None { get; } = new(new(StringComparer.Ordinal));

    /// <summary>Whether it has no day at all.</summary>
    public bool IsEmpty => _days.Count == 0;

    /// <summary>The last day read for any metric, or null.</summary>
    public DateOnly? NewestDay => _days.Count == 0 ? null : _days.Values.Max(days => days.Latest!.Value.Last);

    /// <summary>The covered windows, each with all metrics that have exactly this window, the latest first; in a stable order.</summary>
    public IReadOnlyList<CoveredRange> Ranges =>
    [
        .. _days
            .SelectMany(pair => pair.Value.Windows, (pair, window) => (Metric: pair.Key, Window: window))
            .GroupBy(item => item.Window, item => item.Metric)
            .OrderByDescending(group => group.Key.Last)
            .ThenBy(group => group.Key.First)
            .Select(group => new CoveredRange([.. group], group.Key)),
    ];

    /// <summary>The coverage made of these ranges.</summary>
    public static Coverage Of(IEnumerable<CoveredRange> ranges) =>
        ranges.Aggregate(None, (coverage, range) => coverage.Add(range.Metrics, range.Window));

    /// <summary>The days read for a metric.</summary>
    public DaySet Of(string metric) => _days.TryGetValue(metric, out var days) ? days : DaySet.Empty;

    /// <summary>The days later than a day.</summary>
    public Coverage After(DateOnly day)
    {
        if (IsEmpty)
        {
            return this;
        }

        var later = new SortedList<string, DaySet>(StringComparer.Ordinal);
        foreach (var (metric, days) in _days)
        {
            if (days.After(day) is { Latest: not null } rest)
            {
                later.Add(metric, rest);
            }
        }

        return later.Count == 0 ? None : new(later);
    }

    /// <summary>The days up to a day, that day included.</summary>
    public Coverage Until(DateOnly day) => Of(Ranges
        .Where(range => range.Window.First <= day)
        .Select(range => range with { Window = range.Window with { Last = range.Window.Last < day ? range.Window.Last : day } }));

    /// <summary>The coverage after these days were read for these metrics.</summary>
    public Coverage Add(IEnumerable<string> metrics, DateWindow window)
    {
        var days = new SortedList<string, DaySet>(_days, StringComparer.Ordinal);
        // Metrics that are read together have the same days, of which one set serves them all: this is kept for every Page.
        DaySet? before = null;
        var after = DaySet.Of(window);
        foreach (var metric in metrics)
        {
            var old = days.GetValueOrDefault(metric);
            if (!ReferenceEquals(old, before))
            {
                before = old;
                after = old?.Add(window) ?? DaySet.Of(window);
            }

            days[metric] = after;
        }

        return new(days);
    }
}
