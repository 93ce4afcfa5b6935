namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>
/// The days that the state in hand covers for certain, because a run that it comes from ended well: outside the lookback, they must not be asked for again.
/// Immutable, so that an earlier one can be gone back to.
/// </summary>
internal sealed class SurelyRead
{
    private const int Most = 1200;

    private readonly Dictionary<(int Page, string Metric), bool[]> _days;
    private readonly Dictionary<int, int> _newest;

    private SurelyRead(Dictionary<(int Page, string Metric), bool[]> days, Dictionary<int, int> newest) => (_days, _newest) = (days, newest);

    public static SurelyRead Nothing { get; } = new([], []);

    /// <summary>
    /// After a Page was read to the end. A day without a value is settled for a metric when something newer was known before, or came for the metric itself: it is not said in which order
    /// metrics are asked for.
    /// </summary>
    public SurelyRead After(int page, HistoryStep step, ApiTimeline api)
    {
        var before = _newest.GetValueOrDefault(page, -1);
        var newest = before;
        var days = new Dictionary<(int, string), bool[]>(_days);
        foreach (var metric in step.Accepted)
        {
            var last = Math.Max(before, NewestOf(page, metric, step, api));
            newest = Math.Max(newest, last);
            var known = _days.GetValueOrDefault((page, metric)) is { } past ? (bool[])past.Clone() : new bool[Most];
            for (var day = step.Start; day <= Math.Min(last, step.LastComplete); day++)
            {
                known[day] = true;
            }

            days[(page, metric)] = known;
        }

        return new SurelyRead(days, new Dictionary<int, int>(_newest) { [page] = newest });
    }

    /// <summary>Whether asking for this day again is needless.</summary>
    public bool IsNeedless(int page, string metric, int day, int lookback) =>
        _days.TryGetValue((page, metric), out var days) && days[day] && day < Array.LastIndexOf(days, true) + 1 - lookback;

    // Only the last days are sure to be asked for, whatever was silent before.
    private static int NewestOf(int page, string metric, HistoryStep step, ApiTimeline api)
    {
        for (var day = Math.Min(step.LastComplete, step.Today); day >= step.Start && day > step.LastComplete - Promise.SilenceDays; day--)
        {
            if (api.Shown(page, metric, day, step.Today) is not null)
            {
                return day;
            }
        }

        return -1;
    }
}
