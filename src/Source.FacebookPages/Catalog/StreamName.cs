using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Catalog;

/// <summary>
/// What a stream's name says: the Pages themselves, the insights of one Page or of all, or the availability of metrics. A name depends on the Page's id only,
/// never on its title, which may change. Other names than those of <see cref="ToString"/> do not exist.
/// </summary>
/// <param name="Period">The period of an insights stream; null for the others.</param>
/// <param name="PageId">The Page of a stream of one Page; null otherwise.</param>
internal readonly record struct StreamName(InsightsPeriod? Period, string? PageId)
{
    private const string PagesText = "pages";
    private const string InsightsText = "page_insights";
    private const string MetricAvailabilityText = "metric_availability";

    /// <summary>The stream of the Pages themselves.</summary>
    public static StreamName Pages => default;

    /// <summary>The stream that says which metrics have values, and why others have none.</summary>
    public static StreamName MetricAvailability => new() { IsMetricAvailability = true };

    /// <summary>Whether it is <see cref="MetricAvailability"/>.</summary>
    public bool IsMetricAvailability { get; private init; }

    /// <summary>What streams of the same schema have in common: <c>pages</c>, <c>page_insights</c> or <c>metric_availability</c>.</summary>
    public string Family => IsInsights ? InsightsText : ToString();

    /// <summary>Whether the stream carries insights.</summary>
    public bool IsInsights => Period is not null;

    /// <summary>Whether the stream carries the insights of all Pages.</summary>
    public bool IsCombined => Period is not null && PageId is null;

    /// <summary>The insights of one Page.</summary>
    public static StreamName OfPage(string pageId, InsightsPeriod period) => new(period, pageId);

    /// <summary>The insights of all Pages.</summary>
    public static StreamName Combined(InsightsPeriod period) => new(period, null);

    /// <summary>Reads a name; null when no stream can have it.</summary>
    public static StreamName? Parse(string text)
    {
        if (text == PagesText)
        {
            return Pages;
        }

        if (text == MetricAvailabilityText)
        {
            return MetricAvailability;
        }

        if (!text.StartsWith(InsightsText, StringComparison.Ordinal))
        {
            return null;
        }

        // What is left is "", "_<id>", "_<period>" or "_<id>_<period>".
        var rest = text[InsightsText.Length..];
        var period = InsightsPeriods.All.FirstOrDefault(candidate => Suffix(candidate).Length > 0 && rest.EndsWith(Suffix(candidate), StringComparison.Ordinal));
        rest = rest[..^Suffix(period).Length];
        if (rest.Length == 0)
        {
            return Combined(period);
        }

        return rest[0] == '_' && TextRule.PageId.Allows(rest[1..]) ? OfPage(rest[1..], period) : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() =>
        IsMetricAvailability ? MetricAvailabilityText
        : Period is not { } period ? PagesText
        : PageId is null ? InsightsText + Suffix(period)
        : $"{InsightsText}_{PageId}{Suffix(period)}";

    private static string Suffix(InsightsPeriod period) => period == InsightsPeriod.Day ? "" : "_" + period.Name();
}
