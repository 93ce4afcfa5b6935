using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Schemas;

/// <summary>The fields of a record of an insights stream, derived from what is known of the metrics that are read.</summary>
internal static class InsightsSchema
{
    public const string PageId = "page_id";
    public const string Metric = "metric";
    public const string MetricGroup = "metric_group";
    public const string Period = "period";
    public const string EndTime = "end_time";
    public const string Date = "date";
    public const string Value = "value";
    public const string Breakdown = "breakdown";

    /// <summary>What identifies a record within its stream.</summary>
    public static IReadOnlyList<string> PrimaryKey { get; } = [PageId, Metric, EndTime];

    /// <summary>All fields, in the order in which records carry them.</summary>
    /// <param name="metrics">The metrics that are read: their known keys are those of <c>breakdown</c>.</param>
    /// <param name="explained">Whether the field <c>metric</c> explains each of them.</param>
    public static IReadOnlyList<SchemaField> Fields(IReadOnlyList<SelectedMetric> metrics, bool explained) =>
    [
        new(PageId, JsonShape.Text, Nullable: false, "The id of the Page."),
        new(Metric, JsonShape.Text, Nullable: false, "The name of the insights metric.") { Annotate = explained ? json => MetricAnnotations.Write(json, metrics) : null },
        new(MetricGroup, JsonShape.Text, Nullable: false, "The group of the metric; custom for one that the connector does not know."),
        new(Period, JsonShape.Text, Nullable: false, "How long the counted period is: day, week (7 days) or days_28."),
        new(EndTime, JsonShape.DateTime, Nullable: false, "The midnight in US Pacific time that ends the counted period, in UTC."),
        new(Date, JsonShape.Date, Nullable: false, "The US Pacific day that ends at end_time; for week and days_28 the last day of the period."),
        new(Value, JsonShape.Number, Nullable: true, "The value; null when the metric's value is a map."),
        new(
            Breakdown,
            JsonShape.Object([.. BreakdownKeys(metrics).Select(key => (key.Key, key.Value))]),
            Nullable: true,
            "The value of a metric whose value is a map, as Facebook gives it; null otherwise."),
    ];

    /// <summary>The keys that maps of these metrics are known to have, each with its type.</summary>
    public static IReadOnlyDictionary<string, JsonShape> BreakdownKeys(IReadOnlyList<SelectedMetric> metrics)
    {
        var keys = new SortedDictionary<string, JsonShape>(StringComparer.Ordinal);
        foreach (var key in metrics.SelectMany(metric => metric.Definition?.Keys ?? []))
        {
            keys[key] = key == MetricDefinition.CurrencyKey ? JsonShape.Text : JsonShape.Number;
        }

        return keys;
    }

    /// <summary>The schema of every insights stream.</summary>
    /// <param name="metrics">The metrics that are read.</param>
    /// <param name="explained">Whether it explains each of them.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<SelectedMetric> metrics, bool explained = true) => StreamSchema.Write(Fields(metrics, explained));
}
