namespace Source.FacebookPages.Schemas;

/// <summary>The fields of a record of the stream <c>metric_availability</c>.</summary>
internal static class MetricAvailabilitySchema
{
    public const string PageId = "page_id";
    public const string Metric = "metric";
    public const string MetricGroup = "metric_group";
    public const string Period = "period";
    public const string Status = "status";
    public const string Since = "since";
    public const string Code = "code";
    public const string Message = "message";
    public const string Successor = "successor";
    public const string CheckedAt = "checked_at";

    /// <summary>What identifies a record.</summary>
    public static IReadOnlyList<string> PrimaryKey { get; } = [PageId, Metric, Period];

    /// <summary>All fields, in the order in which records carry them.</summary>
    public static IReadOnlyList<SchemaField> Fields { get; } =
    [
        new(PageId, JsonShape.Text, Nullable: false, "The id of the Page."),
        new(Metric, JsonShape.Text, Nullable: false, "The name of the insights metric."),
        new(MetricGroup, JsonShape.Text, Nullable: false, "The group of the metric; custom for one that the connector does not know."),
        new(Period, JsonShape.Text, Nullable: false, "The period that was asked for: day, week or days_28."),
        new(
            Status,
            JsonShape.Text,
            Nullable: false,
            "delivered: there are values. empty: Facebook takes the metric and has no value for the last days. refused: Facebook refuses it. needs_right: it needs access to monetization insights. dead: Facebook has removed it."),
        new(Since, JsonShape.Date, Nullable: true, "The day on which a run saw the status first, or the day of the removal of a dead metric; null when it is not known, because no schema_registry remembers it."),
        new(Code, JsonShape.Integer, Nullable: true, "The code of Facebook's error; null without an error."),
        new(Message, JsonShape.Text, Nullable: true, "The message of Facebook's error; null without an error."),
        new(Successor, JsonShape.Text, Nullable: true, "The live metrics that come nearest to a dead one, separated by commas; null when there are none."),
        new(CheckedAt, JsonShape.DateTime, Nullable: false, "When this was found out."),
    ];

    /// <summary>The schema.</summary>
    public static ReadOnlyMemory<byte> Write() => StreamSchema.Write(Fields);
}
