using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>
/// A run's figures in CloudWatch's embedded metric format, from which CloudWatch makes metrics by itself
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html): a line by connection, and a line for each edge and outcome of the
/// requests. Never by Page, since CloudWatch is paid by the metric and its dimensions.
/// </summary>
internal static class EmbeddedMetrics
{
    /// <summary>The namespace of the metrics.</summary>
    public const string Namespace = "FacebookPagesInsights";

    private const string Connection = "connection";

    /// <summary>The lines, each with its line feed.</summary>
    public static ReadOnlyMemory<byte> Of(SyncReport report, DateTimeOffset now)
    {
        var lines = new ArrayBufferWriter<byte>(4096);
        Write(lines, report, now, [], Figures(report));
        foreach (var (edge, outcome, count) in report.Requests?.RequestsByOutcome ?? [])
        {
            Write(lines, report, now, [new("edge", edge), new("outcome", outcome)], [new EmbeddedMetric("requests", "Count", count)]);
        }

        return lines.WrittenMemory;
    }

    private static void Write(
        ArrayBufferWriter<byte> lines, SyncReport report, DateTimeOffset now, IReadOnlyList<KeyValuePair<string, string>> dimensions, IReadOnlyList<EmbeddedMetric> metrics)
    {
        using (var json = new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteDefinitions(json, [Connection, .. dimensions.Select(dimension => dimension.Key)], metrics, now);
            json.WriteString(Connection, report.Answer.Connection);
            json.WriteString("run_id", report.Answer.RunId);
            json.WriteString("status", SyncAnswer.NameOf(report.Answer.Status));
            foreach (var (name, value) in dimensions)
            {
                json.WriteString(name, value);
            }

            foreach (var metric in metrics)
            {
                Write(json, metric);
            }

            json.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, EmbeddedMetric metric)
    {
        if (!metric.IsSpread)
        {
            json.WriteNumber(metric.Name, metric.Values[0]);
            return;
        }

        json.WriteStartArray(metric.Name);
        foreach (var value in metric.Values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteDefinitions(Utf8JsonWriter json, IReadOnlyList<string> dimensions, IReadOnlyList<EmbeddedMetric> metrics, DateTimeOffset now)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        foreach (var dimension in dimensions)
        {
            json.WriteStringValue(dimension);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IReadOnlyList<EmbeddedMetric> Figures(SyncReport report)
    {
        var (answer, requests, read) = (report.Answer, report.Requests, report.Figures);
        EmbeddedMetric?[] metrics =
        [
            new("records", "Count", answer.Streams.Sum(stream => stream.Records)),
            new("streams_complete", "Count", answer.Streams.Count(stream => stream.Status == StreamStatus.Complete)),
            new("streams_incomplete", "Count", answer.Streams.Count(stream => stream.Status != StreamStatus.Complete)),
            new("files", "Count", answer.Files.Count),
            new("bytes_written", "Bytes", answer.Files.Sum(file => file.Bytes)),
            new("errors", "Count", answer.Errors.Count),
            new("has_more", "Count", answer.HasMore ? 1 : 0),
            new("requests", "Count", requests?.Requests ?? 0),
            new("retries", "Count", requests?.Retries ?? 0),
            new("rate_limit_waits", "Count", requests?.RateLimitWaits ?? 0),
            new("rate_limit_wait_seconds", "Seconds", requests?.RateLimitWaited.TotalSeconds ?? 0),
            new("bytes_received", "Bytes", requests?.BytesReceived ?? 0),
            new("pages_done", "Count", read?.PagesDone ?? 0),
            new("pages_skipped", "Count", read?.PagesSkipped ?? 0),
            new("pages_failed", "Count", read?.PagesFailed ?? 0),
            new("metrics_refused", "Count", read?.MetricsRefused ?? 0),
            new("metrics_silent", "Count", read?.MetricsSilent ?? 0),
            new("drift_events", "Count", read?.Drift.Sum(drift => drift.Count) ?? 0),
            new("duration", "Milliseconds", report.Duration.TotalMilliseconds),
            EmbeddedMetric.Spread("request_duration", "Milliseconds", [.. (requests?.RequestDurations ?? []).Select(duration => (duration.Mean.TotalMilliseconds, duration.Count))]),
            EmbeddedMetric.Spread("newest_day_lag_days", "Count", [.. (read?.Lags ?? []).OrderBy(lag => lag.Days).Select(lag => ((double)lag.Days, 1L))]),
        ];
        return [.. metrics.OfType<EmbeddedMetric>()];
    }
}
