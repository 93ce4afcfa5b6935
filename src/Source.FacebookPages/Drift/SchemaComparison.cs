using System.Text;
using System.Text.Json;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Drift;

/// <summary>
/// Compares a schema with the one that is registered. What is added is compatible; what is removed is not, since a column of somebody's stays empty from then on; a changed type is when the new one holds all that
/// the old one did. A pure function.
/// </summary>
internal static class SchemaComparison
{
    private static readonly string[] WrittenForPeople = ["description", "title"];

    /// <summary>The differences, fields before metrics, each in the order of its name.</summary>
    public static IReadOnlyList<SchemaChange> Compare(JsonElement registered, JsonElement current)
    {
        List<SchemaChange> changes = [];
        CompareFields(registered, current, "", changes);
        CompareMetrics(MetricsOf(registered), MetricsOf(current), changes);
        return changes;
    }

    private static void CompareFields(JsonElement registered, JsonElement current, string prefix, List<SchemaChange> changes)
    {
        var before = Members(registered, "properties");
        var after = Members(current, "properties");
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var path = prefix + name;
            if (!before.TryGetValue(name, out var old))
            {
                changes.Add(new SchemaChange(DriftKind.FieldAdded, path, TypeOf(after[name]), IsCompatible: true));
            }
            else if (!after.TryGetValue(name, out var now))
            {
                changes.Add(new SchemaChange(DriftKind.FieldRemoved, path, TypeOf(old), IsCompatible: false));
            }
            else
            {
                if (TypeOf(old) != TypeOf(now))
                {
                    changes.Add(new SchemaChange(DriftKind.FieldChanged, path, $"{TypeOf(old)} → {TypeOf(now)}", Holds(now, old)));
                }

                CompareFields(old, now, path + ".", changes);
            }
        }
    }

    private static void CompareMetrics(Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, List<SchemaChange> changes)
    {
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            if (!before.TryGetValue(name, out var old))
            {
                changes.Add(new SchemaChange(DriftKind.MetricAdded, name, "read from now on", IsCompatible: true));
            }
            else if (!after.TryGetValue(name, out var now))
            {
                changes.Add(new SchemaChange(DriftKind.MetricRemoved, name, "not read any more", IsCompatible: false));
            }
            else if (Facts(old, now) is { Count: > 0 } facts)
            {
                changes.Add(new SchemaChange(DriftKind.MetricChanged, name, string.Join("; ", facts), IsCompatible: !facts.Any(fact => fact.StartsWith("kind", StringComparison.Ordinal))));
            }
        }
    }

    // What is known of a metric and differs.
    private static List<string> Facts(JsonElement old, JsonElement now)
    {
        var before = Members(old);
        var after = Members(now);
        return
        [
            .. before.Keys.Union(after.Keys).Except(WrittenForPeople).Order(StringComparer.Ordinal)
                .Select(name => (Name: name, Old: Text(before, name), Now: Text(after, name)))
                .Where(fact => fact.Old != fact.Now)
                .Select(fact => $"{fact.Name}: {fact.Old} → {fact.Now}"),
        ];
    }

    private static string Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) ? Encoding.UTF8.GetString(CanonicalJson.Of(value).Span) : "nothing";

    private static Dictionary<string, JsonElement> MetricsOf(JsonElement schema) =>
        Members(schema, "properties").TryGetValue(InsightsSchema.Metric, out var metric) ? Members(metric, MetricAnnotations.Keyword) : [];

    private static Dictionary<string, JsonElement> Members(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? Members(value) : [];

    private static Dictionary<string, JsonElement> Members(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) : [];

    private static IReadOnlyList<string> TypesOf(JsonElement field) => field.ValueKind == JsonValueKind.Object && field.TryGetProperty("type", out var type)
        ? type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()!],
            JsonValueKind.Array => [.. type.EnumerateArray().Select(one => one.ToString()).Order(StringComparer.Ordinal)],
            _ => [],
        }
        : [];

    // For people and for comparison: the types, the format, what a list holds.
    private static string TypeOf(JsonElement field)
    {
        var types = TypesOf(field);
        var text = types.Count == 0 ? "anything" : string.Join(" or ", types);
        text += field.ValueKind == JsonValueKind.Object && field.TryGetProperty("format", out var format) ? $" ({format})" : "";
        return field.ValueKind == JsonValueKind.Object && field.TryGetProperty("items", out var items) ? $"{text} of {TypeOf(items)}" : text;
    }

    private static bool Holds(JsonElement now, JsonElement old)
    {
        var types = TypesOf(now);
        var plain = TypeOf(now) == string.Join(" or ", types);
        return types.Count == 0 || (plain && TypesOf(old) is { Count: > 0 } before && before.All(type => types.Contains(type) || (type == "integer" && types.Contains("number"))));
    }
}
