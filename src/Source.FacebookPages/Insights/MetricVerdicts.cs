using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Insights;

/// <summary>What is known of the metrics of one Page and period: which of them Facebook takes, and which it refuses.</summary>
internal sealed class MetricVerdicts(InsightsContext context, Page page, InsightsPeriod period)
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);

    /// <summary>Whether Facebook has taken a metric of this Page and period so far, and so lets the Page be read.</summary>
    public bool HasAccepted => _accepted.Count > 0;

    /// <summary>Whether Facebook has refused the metric. Only a call for nothing but the metric counts, so a fault or a neighbour can't condemn it.</summary>
    public bool IsRefused(SelectedMetric metric) => _refused.Contains(metric.Name);

    /// <summary>Whether the metric has to be asked for alone, so that it can't spoil the call of the others: dead by the registry, or refused for another Page.</summary>
    public bool IsSuspect(SelectedMetric metric) =>
        !_accepted.Contains(metric.Name)
        && (context.Hints.Has(metric.Name) || metric.Definition is { IsDead: true, DeadDate: var date } && !(date > context.Range.LastComplete));

    /// <summary>A call for the metrics succeeded.</summary>
    public void Accept(IEnumerable<SelectedMetric> metrics) => _accepted.UnionWith(metrics.Select(metric => metric.Name));

    /// <summary>A call for the metrics was refused. What was taken before may have been removed since, so it is not trusted any more.</summary>
    public void Doubt(IEnumerable<SelectedMetric> metrics) => _accepted.ExceptWith(metrics.Select(metric => metric.Name));

    /// <summary>The metrics are refused.</summary>
    public void Refuse(IEnumerable<SelectedMetric> metrics, GraphError error)
    {
        foreach (var metric in metrics)
        {
            _refused.Add(metric.Name);
            context.Hints.Add(metric.Name);
            context.Report.MetricRefused(metric, page.Id, period, error);
        }
    }
}
