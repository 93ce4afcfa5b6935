using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Insights;

/// <summary>Decides which metrics go into one call; pure.</summary>
internal static class InsightsCalls
{
    /// <summary>
    /// Groups metrics that may be asked for together. Apart go: each suspect alone; those that need a special right, which would fail the others; and each breakdown, since a call has one
    /// breakdown parameter.
    /// </summary>
    public static IEnumerable<IReadOnlyList<SelectedMetric>> Group(IEnumerable<SelectedMetric> metrics, Func<SelectedMetric, bool> isSuspect) =>
        metrics
            .GroupBy(metric => (Alone: isSuspect(metric) ? metric.Name : null, metric.NeedsRight, metric.Breakdown))
            .OrderBy(group => group.Key.Alone is null ? 0 : 1)
            .ThenBy(group => group.Key.NeedsRight)
            .ThenBy(group => group.Key.Breakdown, StringComparer.Ordinal)
            .Select(IReadOnlyList<SelectedMetric> (group) => [.. group]);

    /// <summary>The pieces that a call has to be split into to keep the limit, in order; null when it keeps it.</summary>
    public static IReadOnlyList<(IReadOnlyList<SelectedMetric> Metrics, DateWindow Window)>? Split(IReadOnlyList<SelectedMetric> metrics, DateWindow window, DataLimit limit)
    {
        if (window.Days > limit.Days)
        {
            return [.. window.Cut(limit.Days).Select(cut => (metrics, cut))];
        }

        return metrics.Count > limit.Metrics
            ? [.. metrics.Chunk(limit.Metrics).Select(chunk => ((IReadOnlyList<SelectedMetric>)chunk, window))]
            : null;
    }
}
