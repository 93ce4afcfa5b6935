using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Insights;

/// <summary>Decides what counts as covered once a slice was read; pure.</summary>
internal static class InsightsProgress
{
    /// <summary>
    /// How old a day must be for its silence to be believed. The days after the last one that the Page delivered are never covered. While they are younger, every run asks for them
    /// again; what was asked for when it was older is not asked for again until the Page delivers something newer. Then it is, all of it: Facebook says nothing, too, while a permission or the access to data is
    /// missing, and the days are all there once it is back.
    /// </summary>
    public const int SilenceDays = 90;

    /// <summary>What is covered after a slice: up to the last day on which the Page delivered anything; a day that brought only some metrics counts for all.</summary>
    /// <param name="coverage">What was covered before.</param>
    /// <param name="slice">The slice that was read.</param>
    /// <param name="accepted">The metrics of the slice that Facebook does not refuse.</param>
    /// <param name="newestDay">The last day for which the Page has delivered anything, in this run or before; null for none.</param>
    public static Coverage Covered(Coverage coverage, Slice slice, IEnumerable<string> accepted, DateOnly? newestDay)
    {
        var last = newestDay < slice.Window.Last ? newestDay : newestDay is null ? null : slice.Window.Last;
        return last is { } day && day >= slice.CoversFrom ? coverage.Add(accepted, new DateWindow(slice.CoversFrom, day)) : coverage;
    }

    /// <summary>The believed silence after a slice: days of it that are old enough, and later than anything that the Page has delivered.</summary>
    /// <param name="silence">The silence that was believed before.</param>
    /// <param name="slice">The slice that was read.</param>
    /// <param name="accepted">The metrics of the slice that Facebook does not refuse.</param>
    /// <param name="newestDay">The last day for which the Page has delivered anything, in this run or before; null for none.</param>
    /// <param name="lastComplete">The last day that has fully passed.</param>
    public static Coverage Silent(Coverage silence, Slice slice, IEnumerable<string> accepted, DateOnly? newestDay, DateOnly lastComplete)
    {
        var believed = LastBelieved(lastComplete);
        var window = new DateWindow(slice.Window.First, slice.Window.Last < believed ? slice.Window.Last : believed);
        var all = window.Days < 1 || window.Last <= newestDay ? silence : silence.Add(accepted, window);
        return newestDay is { } newest ? all.After(newest) : all;
    }

    /// <summary>The last day whose silence can be believed.</summary>
    /// <param name="lastComplete">The last day that has fully passed.</param>
    public static DateOnly LastBelieved(DateOnly lastComplete) => lastComplete.AddDays(-SilenceDays);

    /// <summary>The cursor: the end of the last day that is covered for every metric; the beginning of the first wanted day when nothing is.</summary>
    /// <param name="coverage">What is covered.</param>
    /// <param name="accepted">The metrics wanted and not refused.</param>
    /// <param name="start">The first wanted day.</param>
    public static DateTimeOffset Cursor(Coverage coverage, IEnumerable<SelectedMetric> accepted, DateOnly start)
    {
        var nothing = start.AddDays(-1);
        var lastDays = accepted.Select(metric => coverage.Of(metric.Name).Latest?.Last ?? nothing).ToList();
        return PacificCalendar.EndOf(lastDays.Count == 0 ? coverage.NewestDay ?? nothing : lastDays.Min());
    }
}
