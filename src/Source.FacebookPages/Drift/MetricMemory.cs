using Source.FacebookPages.Catalog;

namespace Source.FacebookPages.Drift;

/// <summary>The status of each metric and Page, with the day of the first run that saw it. Immutable.</summary>
internal sealed class MetricMemory
{
    private readonly IReadOnlyDictionary<MetricKey, IReadOnlyDictionary<string, Entry>> _metrics;

    /// <summary>A memory with these entries.</summary>
    public MetricMemory(IReadOnlyDictionary<MetricKey, IReadOnlyDictionary<string, Entry>> metrics) => _metrics = metrics;

    /// <summary>Nothing is remembered.</summary>
    public static MetricMemory None { get; } = new(new Dictionary<MetricKey, IReadOnlyDictionary<string, Entry>>());

    /// <summary>All Pages of which anything is remembered, in the order of their ids.</summary>
    public IReadOnlyList<string> PageIds => [.. _metrics.Values.SelectMany(pages => pages.Keys).Distinct(StringComparer.Ordinal).Order(PageIdOrder.Instance)];

    /// <summary>What is remembered of each metric, by Page, in the order of the metrics.</summary>
    public IEnumerable<KeyValuePair<MetricKey, IReadOnlyDictionary<string, Entry>>> Metrics => _metrics.OrderBy(pair => pair.Key.Metric, StringComparer.Ordinal).ThenBy(pair => pair.Key.Period, StringComparer.Ordinal);

    /// <summary>What is remembered, or null.</summary>
    public Entry? Find(MetricKey metric, string pageId) =>
        _metrics.TryGetValue(metric, out var pages) && pages.TryGetValue(pageId, out var entry) ? entry : null;

    /// <summary>The memory after a run: a status that has not changed keeps its day, and what was not looked at stays as it was.</summary>
    public MetricMemory After(IEnumerable<(string PageId, MetricKey Metric, MetricFinding Finding)> findings, DateOnly today)
    {
        var metrics = _metrics.ToDictionary(pair => pair.Key, pair => new Dictionary<string, Entry>(pair.Value, StringComparer.Ordinal));
        foreach (var (pageId, metric, finding) in findings)
        {
            if (!metrics.TryGetValue(metric, out var pages))
            {
                metrics.Add(metric, pages = new Dictionary<string, Entry>(StringComparer.Ordinal));
            }

            if (!pages.TryGetValue(pageId, out var before) || before.Status != finding.Status)
            {
                pages[pageId] = new Entry(finding.Status, today);
            }
        }

        return new MetricMemory(metrics.ToDictionary(pair => pair.Key, IReadOnlyDictionary<string, Entry> (pair) => pair.Value));
    }

    /// <summary>A status and the day of the first run that saw it.</summary>
    internal readonly record struct Entry(MetricStatus Status, DateOnly Since);
}
