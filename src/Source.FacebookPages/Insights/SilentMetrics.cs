using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Insights;

/// <summary>
/// Notices metrics that were asked for and are missing from the answers without a word. An answer without any entry says nothing about single metrics: the days may lie before the Page's time;
/// so a metric that is only ever missing together with all others of its call counts when some other call brought values.
/// </summary>
internal sealed class SilentMetrics
{
    private readonly Dictionary<string, SelectedMetric> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SelectedMetric> _missingWithAll = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);

    /// <summary>Takes in which of a call's metrics were missing from its answer.</summary>
    public void Take(IReadOnlyList<SelectedMetric> asked, IReadOnlyList<SelectedMetric> missing)
    {
        var into = missing.Count < asked.Count ? _missing : _missingWithAll;
        foreach (var metric in missing)
        {
            into[metric.Name] = metric;
        }

        _heard.UnionWith(asked.Except(missing).Select(metric => metric.Name));
    }

    /// <summary>The silent ones, given whether the Page has delivered any value.</summary>
    public IEnumerable<SelectedMetric> All(bool hasValues) =>
        _missing.Values.Concat(_missingWithAll.Values.Where(metric => hasValues && !_heard.Contains(metric.Name))).DistinctBy(metric => metric.Name);
}
