namespace Source.FacebookPages.Configuration;

/// <summary>The keys of the configuration, as in <c>spec.json</c>; a test holds the two against each other.</summary>
internal static class ConfigurationKeys
{
    public const string Credentials = "credentials";
    public const string PageIds = "page_ids";
    public const string ExcludePageIds = "exclude_page_ids";
    public const string DiscoverBusinessPages = "discover_business_pages";
    public const string StartDate = "start_date";
    public const string EndDate = "end_date";
    public const string LookbackWindowDays = "lookback_window_days";
    public const string MetricGroups = "metric_groups";
    public const string Metrics = "metrics";
    public const string ExcludeMetrics = "exclude_metrics";
    public const string Periods = "periods";
    public const string StreamLayout = "stream_layout";
    public const string PageFields = "page_fields";
    public const string ApiVersion = "api_version";
    public const string WindowDays = "window_days";
    public const string Concurrency = "concurrency";
    public const string RequestTimeoutSeconds = "request_timeout_seconds";
    public const string MaxAttempts = "max_attempts";
    public const string MaxWaitSeconds = "max_wait_seconds";
    public const string OnPageAccessLost = "on_page_access_lost";
    public const string SchemaRegistry = "schema_registry";
    public const string ApiUrl = "api_url";
}
