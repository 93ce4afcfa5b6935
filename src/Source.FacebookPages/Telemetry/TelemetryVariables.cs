namespace Source.FacebookPages.Telemetry;

/// <summary>
/// The environment variables of OpenTelemetry that count (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). The first ones decide whether there is any
/// telemetry, and what it is called; all are handed on to the SDK, which
/// reads no others. Each <c>OTEL_EXPORTER_OTLP_…</c> of these may also stand for one signal alone, as <c>OTEL_EXPORTER_OTLP_METRICS_…</c> or <c>OTEL_EXPORTER_OTLP_TRACES_…</c>.
/// </summary>
internal static class TelemetryVariables
{
    public const string Disabled = "OTEL_SDK_DISABLED";
    public const string MetricsExporter = "OTEL_METRICS_EXPORTER";
    public const string TracesExporter = "OTEL_TRACES_EXPORTER";
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Disabled,
        MetricsExporter,
        TracesExporter,
        Endpoint,
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "OTEL_EXPORTER_OTLP_COMPRESSION",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
        "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
        "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_BSP_MAX_QUEUE_SIZE",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_TRACES_SAMPLER",
        "OTEL_TRACES_SAMPLER_ARG",
        "OTEL_SERVICE_NAME",
        "OTEL_RESOURCE_ATTRIBUTES",
    ];
}
