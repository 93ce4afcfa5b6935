using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Insights;

/// <summary>
/// Decides what to read: a pure function of what is covered and what is wanted. Its promises:
/// every wanted day that a metric lacks lies in exactly one slice, unless its silence is believed; of the days that a metric has only the lookback is read again;
/// no slice reaches beyond the last complete day or has more days than allowed; a state from the future is left alone.
/// </summary>
/// <remarks>
/// <code>
/// covered        .....[============].........        . not read   = read   [ ] the ends of what was read
/// new days                     &gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;      the lookback and what follows, first of all
/// earlier start  &gt;&gt;&gt;&gt;&gt;                               what lies before, afterwards
/// new metric     &gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;&gt;      alone, from the start
/// </code>
/// </remarks>
internal static class ReadPlan
{
    /// <summary>The slices in the order in which they are to be read: first what is new, then what is to be made up for.</summary>
    /// <param name="coverage">What was read before.</param>
    /// <param name="metrics">The metrics wanted now.</param>
    /// <param name="range">The days wanted now.</param>
    /// <param name="lookbackDays">How many days up to the last covered one to read again, for late corrections.</param>
    /// <param name="windowDays">The longest slice, in days.</param>
    /// <param name="silence">The days that need not be asked for although they are not covered; null for none.</param>
    public static IReadOnlyList<Slice> For(
        Coverage coverage,
        IReadOnlyList<SelectedMetric> metrics,
        ReadRange range,
        int lookbackDays,
        int windowDays,
        Coverage? silence = null)
    {
        if (range.End < range.Start)
        {
            return [];
        }

        var wanted = new DateWindow(range.Start, range.End);
        var silent = silence ?? Coverage.None;
        var forward = new List<Slice>();
        var backfill = new List<Slice>();
        foreach (var group in metrics
            .GroupBy(metric => (Covered: coverage.Of(metric.Name), Silent: silent.Of(metric.Name)))
            .OrderByDescending(group => group.Key.Covered.Latest?.Last))
        {
            var latest = group.Key.Covered.Latest;
            if (latest?.Last > range.LastComplete)
            {
                continue;
            }

            var missing = group.Key.Covered.MissingFrom(wanted).SelectMany(group.Key.Silent.MissingFrom).ToList();
            var pivot = latest is { } known ? known.Last.AddDays(1 - lookbackDays) : wanted.First;
            forward.AddRange(FromPivot(missing, Lookback(latest, pivot, wanted), pivot).Windows.SelectMany(Cut));
            backfill.AddRange(missing
                .Where(window => window.First < pivot)
                .Select(window => window.Last < pivot ? window : window with { Last = pivot.AddDays(-1) })
                .SelectMany(Cut));

            IEnumerable<Slice> Cut(DateWindow window) => window.Cut(windowDays).Select(cut => new Slice(cut, [.. group], window.First));
        }

        return [.. forward, .. backfill];
    }

    private static DaySet FromPivot(IEnumerable<DateWindow> missing, DateWindow? lookback, DateOnly pivot)
    {
        var days = lookback is { } again ? DaySet.Of(again) : DaySet.Empty;
        return missing
            .Where(window => window.Last >= pivot)
            .Aggregate(days, (all, window) => all.Add(window.First < pivot ? window with { First = pivot } : window));
    }

    // The last days up to the last covered one, as far as they are wanted.
    private static DateWindow? Lookback(DateWindow? latest, DateOnly pivot, DateWindow wanted)
    {
        if (latest is not { } covered)
        {
            return null;
        }

        var first = pivot > wanted.First ? pivot : wanted.First;
        var last = covered.Last < wanted.Last ? covered.Last : wanted.Last;
        return first <= last ? new DateWindow(first, last) : null;
    }
}
