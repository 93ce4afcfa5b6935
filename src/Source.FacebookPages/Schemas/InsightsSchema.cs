namespace Source.FacebookPages.Schemas;

/// <summary>The fields of a record of an insights stream.</summary>
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
    public static IReadOnlyList<SchemaField> Fields { get; } =
    [
        new(PageId, JsonShape.Text, Nullable: false, "The id of the Page."),
        new(Metric, JsonShape.Text, Nullable: false, "The name of the insights metric."),
        new(MetricGroup, JsonShape.Text, Nullable: false, "The group of the metric; custom for one that the connector does not know."),
        new(Period, JsonShape.Text, Nullable: false, "How long the counted period is: day, week (7 days) or days_28."),
        new(EndTime, JsonShape.DateTime, Nullable: false, "The midnight in US Pacific time that ends the counted period, in UTC."),
        new(Date, JsonShape.Date, Nullable: false, "The US Pacific day that ends at end_time; for week and days_28 the last day of the period."),
        new(Value, JsonShape.Number, Nullable: true, "The value; null when the metric's value is a map."),
        new(Breakdown, JsonShape.Object(), Nullable: true, "The value of a metric whose value is a map, as Facebook gives it; null otherwise."),
    ];

    /// <summary>The schema of every insights stream.</summary>
    public static ReadOnlyMemory<byte> Write() => StreamSchema.Write(Fields);
}
