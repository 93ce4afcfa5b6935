using System.Globalization;
using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Reporting;

/// <summary>Tells at the end of a run what is missing from its numbers, and sums up what it did.</summary>
internal sealed class RunSummary(RunReport report, PageDirectory directory, GraphStatistics statistics, DateOnly today, string runId, ILogger log)
{
    private const int MostNames = 10;

    /// <summary>Warns of what is missing and answers the one line about the run.</summary>
    public string Write(IReadOnlyList<StreamResult> results)
    {
        WarnOfRefusedMetrics();
        if (report.TooOld is { } tooOld)
        {
            log.LogWarning(
                "Facebook does not keep insights as old as asked for any more: it refused the days up to {Day:O} for {Pages} Page(s). Everything later was read.", tooOld.LastDay, tooOld.Pages);
        }

        var silent = report.Silent;
        if (silent.Count > 0)
        {
            log.LogWarning(
                "Facebook left metrics that were asked for out of its answers without a word: {Metrics}.",
                string.Join(", ", silent.Select(metric => $"{metric.Metric} ({metric.Pages} Page(s))")));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Summary: {directory.Pages.Count + directory.Missing.Values.Count(page => page.Exists)} Page(s) found, {report.Done} done, {report.Skipped.Count} skipped{Reasons()}, {report.Failed} failed; "
            + $"{statistics.Requests} request(s), {statistics.Retries} retried, {statistics.RateLimitWaits} wait(s) for rate limits ({statistics.RateLimitWaited.TotalSeconds:0} s), "
            + $"{results.Sum(result => result.Records)} record(s); {report.Refused.Count} metric(s) refused, {silent.Count} silently missing. Run {runId}.");
    }

    private void WarnOfRefusedMetrics()
    {
        foreach (var refusal in report.Refused)
        {
            log.LogWarning(
                "Facebook refused the metric {Metric} ({Periods}) for {Pages} Page(s) (the first is {First}): {Error} {Status} Nothing but this metric is left out.",
                refusal.Metric.Name,
                string.Join(", ", refusal.Periods.Select(period => period.Name())),
                refusal.Pages,
                refusal.FirstPageId,
                GraphFailures.Describe(refusal.Error),
                Status(refusal.Metric));
        }

        if (report.WithoutAnyMetric is { Count: > 0 } empty)
        {
            log.LogWarning(
                "Facebook refused every metric that was asked for in {Count} case(s), which therefore have no records: {Streams}. Change metric_groups or metrics.",
                empty.Count,
                string.Join(", ", empty.Take(MostNames).Select(one => $"{one.Stream} (Page {one.PageId})")) + (empty.Count > MostNames ? ", …" : ""));
        }
    }

    private string Reasons() => report.Skipped.Count == 0
        ? ""
        : $" ({string.Join("; ", report.Skipped.OrderBy(page => page.Key, PageIdOrder.Instance).Take(MostNames).Select(page => $"{page.Key}: {page.Value}"))}"
            + $"{(report.Skipped.Count > MostNames ? "; …" : "")})";

    private string Status(SelectedMetric metric) =>
        metric.NeedsRight ? "The metric needs access to the Page's monetization insights."
        : metric.Definition is { IsDead: true } dead ? MetricRemarks.OfDead(dead, today)
        : metric.Definition is null ? "This connector does not know the metric; check its spelling."
        : "This connector knows the metric as live; Facebook may have removed it since, or not offer it for these Pages.";
}
