using System.Collections.Concurrent;

namespace Source.FacebookPages.Drift;

/// <summary>What a run has seen of Facebook's answers. Written to by all Pages at once; anything that is as it should be leaves no trace but the status of each metric.</summary>
/// <param name="keepsFindings">Whether somebody will ask for the status of metrics; else nothing of it is kept.</param>
internal sealed class Sightings(bool keepsFindings)
{
    // A map with a key for every hour or country must not become a message each.
    private const int MostDeviations = 200;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<MetricKey, MetricFinding>> _findings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Deviation, ConcurrentDictionary<string, byte>> _deviations = new();
    private readonly ConcurrentDictionary<string, string> _forms = new(StringComparer.Ordinal);

    /// <summary>What was found out about each metric of each Page that is not silent as a whole.</summary>
    public IEnumerable<(string PageId, MetricKey Metric, MetricFinding Finding)> Findings =>
        _findings.SelectMany(page => page.Value, (page, metric) => (PageId: page.Key, Metric: metric.Key, Finding: metric.Value)).Where(found => !found.Finding.IsOfSilentPage);

    /// <summary>What was not as it should be, each with the ids of the Pages.</summary>
    public IEnumerable<(Deviation Deviation, IReadOnlyCollection<string> PageIds)> Deviations =>
        _deviations.Select(pair => (pair.Key, (IReadOnlyCollection<string>)[.. pair.Value.Keys]));

    /// <summary>The forms of the values of metrics that the connector does not know, by the metric.</summary>
    public IReadOnlyDictionary<string, string> Forms => _forms;

    /// <summary>The status of a metric was found out.</summary>
    public void Found(MetricKey metric, string pageId, MetricFinding finding)
    {
        if (keepsFindings)
        {
            _findings.GetOrAdd(pageId, _ => new ConcurrentDictionary<MetricKey, MetricFinding>(concurrencyLevel: 1, capacity: 31))[metric] = finding;
        }
    }

    /// <summary>What was found out about a metric, or null.</summary>
    public MetricFinding? Find(MetricKey metric, string pageId) => _findings.TryGetValue(pageId, out var page) ? page.GetValueOrDefault(metric) : null;

    /// <summary>Nobody asks for the findings of a Page any more.</summary>
    public void Forget(string pageId) => _findings.TryRemove(pageId, out _);

    /// <summary>Something was not as it should be.</summary>
    public void Deviates(Deviation deviation, string pageId)
    {
        if (_deviations.Count < MostDeviations || _deviations.ContainsKey(deviation))
        {
            _deviations.GetOrAdd(deviation, _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal)).TryAdd(pageId, 0);
        }
    }

    /// <summary>A metric that the connector does not know has values of this form.</summary>
    public void HasForm(string metric, string form) => _forms.TryAdd(metric, form);
}
