using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <content>Errors about what was asked for.</content>
public static partial class GraphErrors
{
    public static GraphError BadMetric { get; } = new(400, 100, "(#100) The value must be a valid insights metric");

    /// <summary>The same as it comes out of field expansion: without the code in the text.</summary>
    public static GraphError BadMetricNested { get; } = new(400, 100, "The value must be a valid insights metric");

    public static GraphError NoMetric { get; } = new(400, 3001, "No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.")
    {
        Subcode = 1504028,
        IsTransient = false,
    };

    /// <summary>The same as recorded in 2026 when only <c>fields=</c> was given.</summary>
    public static GraphError NoMetricInvalidQuery { get; } = new(400, 100, "Invalid query")
    {
        Subcode = 1504028,
        IsTransient = false,
        UserTitle = "No metric specified",
        UserMessage = "No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.",
    };

    public static GraphError RangeTooLong { get; } = new(400, 100, "Invalid parameter")
    {
        Subcode = 1504016,
        IsTransient = false,
        UserTitle = "Invalid date range",
        UserMessage = "There cannot be more than 93 days (8035200 s) between since and until",
        ErrorData = """{"blame_field_specs":[["since"]]}""",
    };

    public static GraphError RangeTimedOut { get; } = new(400, 100, "The request timed out. Try a smaller date range, fewer metrics, or an asynchronous call.") { Subcode = 1504018 };

    public static GraphError SinceTooOld { get; } = new(400, 100, "(#100) since param is not valid. Metrics data is available for the last 2 years");

    public static GraphError SinceAfterUntil { get; } = new(400, 100, "(#100) since param must be before until");

    public static GraphError BadTime { get; } = new(400, 100, "(#100) Must be a unixtime or a date/time representation parseable by strtotime()");

    public static GraphError LifetimeNotAllowed { get; } = new(400, 100, "(#100) For field 'insights': Param period must be one of {day, week, days_28}");

    public static GraphError BadPeriod { get; } = new(400, 100, "(#100) For field 'insights': Param period must be one of {day, week, days_28, month, lifetime, total_over_range}");

    public static GraphError BadBreakdown { get; } = new(400, 100, "(#100) The breakdown is not supported for this metric");

    public static GraphError BadDatePreset { get; } = new(400, 100, "(#100) Param date_preset must be one of {today, yesterday, this_month, last_month, this_quarter, maximum, data_maximum, last_3d, last_7d, last_14d, last_28d, last_30d, last_90d, last_week_mon_sun, last_week_sun_sat, last_quarter, last_year, this_week_mon_today, this_week_sun_today, this_year}");

    public static GraphError IdsNotSupported { get; } = new(400, 100, "(#100) The ids parameter is not supported");

    public static GraphError DateFormatNotSupported { get; } = new(400, 100, "(#100) The date_format parameter is not supported");

    public static GraphError InvalidCursor { get; } = new(400, 100, "(#100) Invalid cursors values");

    public static GraphError CursorTooDeep { get; } = new(400, 100, "(#100) The After Cursor specified exceeds the max limit supported by this endpoint");

    public static GraphError BadLimit { get; } = new(400, 100, "(#100) Param limit must be a number greater than or equal to 0");

    public static GraphError LimitTooHigh { get; } = new(400, 100, "(#100) Param limit must be less than or equal to 100");

    public static GraphError InvalidParameter { get; } = new(400, 100, "Invalid parameter") { ErrorData = "\"{\\\"blame_field_specs\\\":[[\\\"fields\\\"]]}\"" };

    public static GraphError EndpointRemoved { get; } = new(400, 12, "(#12) This endpoint is deprecated for versions v2.4 and higher");

    public static GraphError TooManyBatchOperations { get; } = new(400, 0, "Too many requests in batch message. Maximum batch size is 50") { Type = "GraphBatchException" };

    public static GraphError BadBatch { get; } = new(400, 0, "batch parameter must be a JSON array") { Type = "GraphBatchException" };

    public static GraphError UnsupportedGet { get; } = new(400, 100, "Unsupported get request. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api") { Type = "GraphMethodException" };

    public static GraphError NoField(string field, string node = "Page") => new(400, 100, $"(#100) Tried accessing nonexisting field ({field}) on node type ({node})");

    public static GraphError UnknownPath(string path) => new(400, 2500, $"Unknown path components: /{path}");

    public static GraphError UnsupportedMethod(string method) => new(400, 100, $"Unsupported {method.ToLowerInvariant()} request. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api") { Type = "GraphMethodException", Subcode = 33 };
}
