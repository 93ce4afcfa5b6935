using System.Text.Json;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Schemas;

/// <summary>
/// Says in a schema what each metric measures, under the keyword <c>x-metrics</c>: its group, the form of its values, the unit, whether values of several days may be added up, the known keys of a map.
/// </summary>
internal static class MetricAnnotations
{
    /// <summary>The keyword.</summary>
    public const string Keyword = "x-metrics";

    /// <summary>Writes the keyword and its value.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SelectedMetric> metrics)
    {
        json.WriteStartObject(Keyword);
        foreach (var metric in metrics)
        {
            json.WriteStartObject(metric.Name);
            json.WriteString("group", metric.Group);
            if (metric.Definition is { } definition)
            {
                json.WriteString("description", definition.Description);
                json.WriteString("kind", NameOf(definition.Kind));
                json.WriteString("unit", definition.Unit);
                json.WriteString("aggregation", NameOf(definition.Aggregation));
                WriteKeys(json, definition.Keys);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        json.WriteStartArray("keys");
        foreach (var key in keys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
