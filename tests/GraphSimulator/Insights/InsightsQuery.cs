using System.Text.Json;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Pages;
using GraphSimulator.World;

namespace GraphSimulator.Insights;

/// <summary>A checked insights call: what to answer, or the error Graph would give.</summary>
internal sealed record InsightsQuery(IReadOnlyList<MetricDefinition> Metrics, Period? Period, InsightsWindow Window)
{
    public string? Breakdown { get; init; }

    /// <summary>The metric parameter as asked, for paging URLs.</summary>
    public required string MetricText { get; init; }

    /// <summary>The checks, in the order in which Graph seems to make them: metric, period, range, rights.</summary>
    public static (InsightsQuery? Query, GraphError? Error) Read(
        GraphCall call, CallParameters parameters, SimulatedPage page, SimulatedWorld world, bool nested)
    {
        var names = Names(parameters["metric"]);
        if (names.Count == 0)
        {
            return (null, parameters.Has("fields") ? GraphErrors.NoMetricInvalidQuery : GraphErrors.NoMetric);
        }

        var metrics = new List<MetricDefinition>();
        foreach (var name in names)
        {
            var verdict = Judge(name, call, page, world, out var metric);
            if (verdict == MetricVerdict.Refused)
            {
                return (null, nested ? GraphErrors.BadMetricNested : GraphErrors.BadMetric);
            }

            if (verdict == MetricVerdict.Answered && metrics.TrueForAll(m => m.Name != name))
            {
                metrics.Add(metric!);
            }
        }

        var (period, error) = ReadPeriod(parameters["period"], metrics);
        var breakdowns = Names(parameters["breakdown"]);
        error ??= CheckBreakdowns(breakdowns, metrics);
        if (error is not null)
        {
            return (null, error);
        }

        var (window, rangeError) = InsightsWindow.Of(parameters, call.Now, world.UntilRule, world.LongestRangeDays);
        if (rangeError is not null)
        {
            return (null, rangeError);
        }

        if (!page.HasMonetization && metrics.Exists(m => m.NeedsMonetization))
        {
            return (null, GraphErrors.Monetization);
        }

        return (new InsightsQuery(metrics, period, window!) { Breakdown = breakdowns.FirstOrDefault(), MetricText = string.Join(',', names) }, null);
    }

    /// <summary>A comma list or a JSON list.</summary>
    private static List<string> Names(string? text)
    {
        text = (text ?? "").Trim();
        if (text.StartsWith('['))
        {
            try
            {
                using var list = JsonDocument.Parse(text);
                return [.. list.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)];
            }
            catch (JsonException)
            {
                // Graph, too, then takes the text for a name, which it does not know.
                return [text];
            }
        }

        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    private static MetricVerdict Judge(string name, GraphCall call, SimulatedPage page, SimulatedWorld world, out MetricDefinition? metric)
    {
        metric = MetricCatalog.Find(name);
        if (world.Metrics.VerdictOn(name, page.Id, call.PageCall, call.Now) is { } verdict)
        {
            metric ??= new MetricDefinition(name, [Insights.Period.Day, Insights.Period.Week, Insights.Period.Days28], ValueForm.Count);
            return verdict;
        }

        if (metric is null)
        {
            return MetricVerdict.Refused;
        }

        if (metric.IsOfPosts)
        {
            return MetricVerdict.LeftOut;
        }

        return metric.IsAlive(Time.PacificCalendar.DayOf(call.Now), call.Version) ? MetricVerdict.Answered : MetricVerdict.Refused;
    }

    private static (Period? Period, GraphError? Error) ReadPeriod(string? text, List<MetricDefinition> metrics)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (null, null);
        }

        if (PeriodNames.Parse(text) is not { } period)
        {
            return (null, GraphErrors.BadPeriod);
        }

        if (period == Insights.Period.Lifetime)
        {
            if (metrics.Exists(m => m.Name is "page_video_views_by_uploaded_hosted" or "content_monetization_earnings"))
            {
                return (null, GraphErrors.LifetimeNotAllowed);
            }

            if (metrics.Exists(m => m.Name == "page_media_view"))
            {
                return (null, GraphErrors.UnknownWithSubcode);
            }
        }

        return (period, null);
    }

    // Several at once were never seen; nobody knows what they give.
    private static GraphError? CheckBreakdowns(List<string> breakdowns, List<MetricDefinition> metrics)
        => breakdowns.Count == 0 || (breakdowns.Count == 1 && metrics.TrueForAll(m => m.Breakdowns.Contains(breakdowns[0], StringComparer.Ordinal)))
            ? null
            : GraphErrors.BadBreakdown;
}
