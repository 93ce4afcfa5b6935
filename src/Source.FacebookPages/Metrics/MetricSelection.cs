using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Metrics;

/// <summary>Which metrics the configuration asks for. A pure function of the registry, the configuration and the day.</summary>
internal sealed class MetricSelection
{
    private MetricSelection(IReadOnlyList<SelectedMetric> metrics, IReadOnlyList<string> remarks)
    {
        Metrics = metrics;
        Remarks = remarks;
    }

    /// <summary>The metrics of all periods: those of the registry in its order, then the custom ones as configured.</summary>
    public IReadOnlyList<SelectedMetric> Metrics { get; }

    /// <summary>What the user should know about the choice; a sentence or two each, once for all periods and Pages.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The metrics that have values for a period, in the order of <see cref="Metrics"/>.</summary>
    public IReadOnlyList<SelectedMetric> For(InsightsPeriod period) => [.. Metrics.Where(metric => metric.Covers(period))];

    /// <summary>Selects the live metrics of the groups and every metric that is named, dead or unknown ones included.</summary>
    /// <param name="registry">What is known of metrics.</param>
    /// <param name="groups">The chosen groups; null for all that need no special right.</param>
    /// <param name="metrics">Metrics named besides.</param>
    /// <param name="exclude">Metrics to leave out; stronger than the two above.</param>
    /// <param name="periods">The configured periods; only the remarks depend on them.</param>
    /// <param name="today">The day, for how a remark speaks of a removal.</param>
    public static MetricSelection Select(
        MetricRegistry registry,
        IReadOnlyList<string>? groups,
        IReadOnlyList<string> metrics,
        IReadOnlyList<string> exclude,
        IReadOnlyList<InsightsPeriod> periods,
        DateOnly today)
    {
        var named = metrics.Distinct(StringComparer.Ordinal).ToList();
        var chosenGroups = groups ?? MetricGroup.Default;
        List<SelectedMetric> wanted =
        [
            .. registry.All.Where(metric => named.Contains(metric.Name) || IsInGroups(metric, chosenGroups)).Select(SelectedMetric.Known),
            .. named.Where(name => registry.Find(name) is null).Select(SelectedMetric.Unknown),
        ];
        List<SelectedMetric> selected = [.. wanted.Where(metric => !exclude.Contains(metric.Name))];

        List<string> remarks =
        [
            .. named.Where(name => !exclude.Contains(name)).Select(name => MetricRemarks.OfNamed(registry, name, today)).OfType<string>(),
            .. exclude.Distinct(StringComparer.Ordinal).Select(name => MetricRemarks.OfExcluded(registry, name, named, wanted)).OfType<string>(),
            .. periods.Select(period => MetricRemarks.OfPeriod(period, selected)).OfType<string>(),
        ];
        return new MetricSelection(selected, remarks);
    }

    private static bool IsInGroups(MetricDefinition metric, IReadOnlyList<string> groups) =>
        !metric.IsDead && !metric.OnRequest && groups.Contains(metric.Group);
}
