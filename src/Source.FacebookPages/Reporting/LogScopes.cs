using Microsoft.Extensions.Logging;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Reporting;

/// <summary>The names under which log entries of unattended runs say what they are about.</summary>
internal static class LogScopes
{
    /// <summary>Everything within is about one Page.</summary>
    public static KeyValuePair<string, string> OfPage(string pageId) => new("page_id", pageId);

    /// <summary>Everything within is about one run.</summary>
    public static KeyValuePair<string, string> OfRun(string runId) => new("run_id", runId);

    /// <summary>Everything within is about metrics of these groups.</summary>
    public static KeyValuePair<string, string> OfMetrics(IEnumerable<SelectedMetric> metrics) =>
        new("metric_group", string.Join(',', metrics.Select(metric => metric.Group).Distinct(StringComparer.Ordinal)));
}
