using System.Globalization;
using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Insights;

/// <summary>Reports that a piece of insights could not be read.</summary>
internal static class InsightsFailure
{
    /// <summary>The failure in words, with everything that is needed to ask again by hand.</summary>
    public static ConnectorException Of(Page page, InsightsPeriod period, IReadOnlyList<SelectedMetric> metrics, DateWindow window, GraphException exception)
    {
        var names = string.Join(", ", metrics.Select(metric => metric.Name));
        return new ConnectorException(
            GraphFailures.TypeOf(exception.Kind),
            $"{page}: the {period.Name()} insights for {window} could not be read, after {exception.Attempts} attempt(s): {GraphFailures.Describe(exception.Error)} "
            + $"Metrics: {names}. What was read before is kept, and the next sync goes on from there. {GraphFailures.Remedy(exception)}",
            $"{Details(page, period, metrics, window, exception.Attempts)} {GraphFailures.CodePairs(exception.Error)} kind={exception.Kind}",
            exception)
        {
            Details = Asked(page.Id, exception.Error, metrics, window),
        };
    }

    /// <summary>What was asked for, for whoever reports the failure in another form.</summary>
    public static ReadFailureDetails Asked(string pageId, GraphError? error, IReadOnlyList<SelectedMetric> metrics, DateWindow window) =>
        new(pageId, error) { Metrics = [.. metrics.Select(metric => metric.Name)], Window = window == default ? null : window };

    /// <summary>The same for machines, without the codes: <c>page_id=… metrics=… period=… since=… until=… attempts=…</c>; the last day is included.</summary>
    public static string Details(Page page, InsightsPeriod period, IReadOnlyList<SelectedMetric> metrics, DateWindow window, int attempts) => string.Create(
        CultureInfo.InvariantCulture,
        $"page_id={page.Id} metrics={string.Join(',', metrics.Select(metric => metric.Name))} period={period.Name()} since={window.First:O} until={window.Last:O} attempts={attempts}");
}
