using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>
/// A run's figures as one line in CloudWatch's embedded metric format, from which CloudWatch makes metrics by itself
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
/// </summary>
internal static class EmbeddedMetrics
{
    /// <summary>The namespace of the metrics.</summary>
    public const string Namespace = "FacebookPagesInsights";

    /// <summary>The line, with its line feed.</summary>
    public static ReadOnlyMemory<byte> Of(SyncReport report, DateTimeOffset now)
    {
        var metrics = Figures(report);
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteDefinitions(json, metrics, now);
            json.WriteString("connection", report.Answer.Connection);
            json.WriteString("run_id", report.Answer.RunId);
            json.WriteString("status", SyncAnswer.NameOf(report.Answer.Status));
            foreach (var (name, _, value) in metrics)
            {
                json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private static void WriteDefinitions(Utf8JsonWriter json, IReadOnlyList<(string Name, string Unit, double Value)> metrics, DateTimeOffset now)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue("connection");
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, unit, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IReadOnlyList<(string Name, string Unit, double Value)> Figures(SyncReport report)
    {
        var answer = report.Answer;
        return
        [
            ("records", "Count", answer.Streams.Sum(stream => stream.Records)),
            ("streams_complete", "Count", answer.Streams.Count(stream => stream.Status == StreamStatus.Complete)),
            ("streams_incomplete", "Count", answer.Streams.Count(stream => stream.Status != StreamStatus.Complete)),
            ("files", "Count", answer.Files.Count),
            ("bytes_written", "Bytes", answer.Files.Sum(file => file.Bytes)),
            ("errors", "Count", answer.Errors.Count),
            ("has_more", "Count", answer.HasMore ? 1 : 0),
            ("requests", "Count", report.Requests?.Requests ?? 0),
            ("retries", "Count", report.Requests?.Retries ?? 0),
            ("rate_limit_waits", "Count", report.Requests?.RateLimitWaits ?? 0),
            ("rate_limit_wait_seconds", "Seconds", report.Requests?.RateLimitWaited.TotalSeconds ?? 0),
            ("duration", "Milliseconds", report.Duration.TotalMilliseconds),
        ];
    }
}
