using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Source.FacebookPages.Drift;

/// <summary>
/// Writes what is remembered as a JSON schema, because a schema is all that some registries keep: an object without any rule, and the memory under <see cref="Keyword"/>, which validators pass over. Pages stand in one list, and every
/// metric has a group for each status and day with the places of its Pages in that list; so thousands of Pages, most of them alike, take kilobytes.
/// </summary>
internal static class ObservationsWriter
{
    /// <summary>The keyword of the memory.</summary>
    public const string Keyword = "x-observed";

    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(Observations observations)
    {
        var content = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(content, Form))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "What Facebook was seen to send");
            json.WriteString("type", "object");
            json.WriteStartObject(Keyword);
            WriteVersion(json, observations.Version);
            WriteMetrics(json, observations.Metrics);
            WriteForms(json, observations.Forms);
            WriteDeviations(json, observations.Deviations);
            WriteHistory(json, observations.History);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return content.WrittenMemory;
    }

    /// <summary>A day in the one form of all of them.</summary>
    public static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static void WriteVersion(Utf8JsonWriter json, Observations.ServedVersion? version)
    {
        if (version is not null)
        {
            json.WriteStartObject("api_version");
            json.WriteString("asked", version.Asked);
            json.WriteString("served", version.Served);
            json.WriteString("since", Day(version.Since));
            json.WriteEndObject();
        }
    }

    private static void WriteMetrics(Utf8JsonWriter json, MetricMemory memory)
    {
        var pageIds = memory.PageIds;
        var places = pageIds.Select((id, place) => (id, place)).ToDictionary(page => page.id, page => page.place, StringComparer.Ordinal);
        json.WriteStartArray("pages");
        foreach (var id in pageIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteStartArray("metrics");
        foreach (var (metric, pages) in memory.Metrics)
        {
            foreach (var group in pages.GroupBy(page => page.Value, page => places[page.Key]).OrderBy(group => group.Key.Status).ThenBy(group => group.Key.Since))
            {
                json.WriteStartObject();
                json.WriteString("metric", metric.Metric);
                json.WriteString("period", metric.Period);
                json.WriteString("status", MetricFinding.NameOf(group.Key.Status));
                json.WriteString("since", Day(group.Key.Since));
                json.WriteString("pages", PageRanges.Write([.. group.Order()]));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteForms(Utf8JsonWriter json, IReadOnlyDictionary<string, string> forms)
    {
        json.WriteStartObject("forms");
        foreach (var (metric, form) in forms.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(metric, form);
        }

        json.WriteEndObject();
    }

    private static void WriteDeviations(Utf8JsonWriter json, IReadOnlyDictionary<(DriftKind Kind, string What), DateOnly> deviations)
    {
        json.WriteStartArray("deviations");
        foreach (var ((kind, what), since) in deviations.OrderBy(pair => pair.Key.Kind).ThenBy(pair => pair.Key.What, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("kind", DriftEvent.NameOf(kind));
            json.WriteString("what", what);
            json.WriteString("since", Day(since));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHistory(Utf8JsonWriter json, IReadOnlyList<Observations.RecordedDrift> history)
    {
        json.WriteStartArray("history");
        foreach (var drift in history)
        {
            json.WriteStartObject();
            json.WriteString("since", Day(drift.Since));
            json.WriteString("run_id", drift.RunId);
            json.WriteString("kind", drift.Kind);
            json.WriteString("what", drift.What);
            json.WriteString("message", drift.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
