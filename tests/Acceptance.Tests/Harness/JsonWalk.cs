using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>Ways through JSON documents that several rules take.</summary>
internal static class JsonWalk
{
    /// <summary>
    /// Every JSON schema within a schema, itself first, with its path and its own name. The names of properties are not taken for keywords: a property may be called <c>not</c>.
    /// </summary>
    public static IEnumerable<SchemaAt> Schemas(JsonObject schema, string path = "", string? name = null)
    {
        yield return new SchemaAt(path, name, schema);
        foreach (var (key, value) in schema)
        {
            var inner = (key, value) switch
            {
                ("properties" or "definitions" or "$defs" or "patternProperties", JsonObject named) =>
                    named.SelectMany(pair => pair.Value is JsonObject one ? Schemas(one, $"{path}/{key}/{pair.Key}", key == "properties" ? pair.Key : null) : []),
                ("oneOf" or "anyOf" or "allOf", JsonArray many) =>
                    many.SelectMany((one, index) => one is JsonObject variant ? Schemas(variant, $"{path}/{key}/{index}") : []),
                ("items" or "not" or "if" or "then" or "else" or "additionalProperties", JsonObject one) => Schemas(one, $"{path}/{key}", key == "items" ? name : null),
                _ => [],
            };
            foreach (var one in inner)
            {
                yield return one;
            }
        }
    }

    /// <summary>The types a schema names, in its order.</summary>
    public static IReadOnlyList<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray many => [.. many.Select(one => one!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };

    /// <summary>Whether the path leads to a property, through <c>properties</c> at each step.</summary>
    public static JsonObject? Property(JsonObject schema, IEnumerable<string> path) =>
        path.Aggregate<string, JsonObject?>(schema, (at, step) => at?["properties"]?[step] as JsonObject);

    /// <summary>All values under a key, wherever it stands.</summary>
    public static IEnumerable<JsonNode?> Values(JsonNode? node, string key) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key == key ? [pair.Value] : Values(pair.Value, key)),
        JsonArray list => list.SelectMany(one => Values(one, key)),
        _ => [],
    };

    /// <summary>A list of texts; empty when there is none.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(one => one!.GetValue<string>())] : [];
}

/// <summary>A schema within a schema.</summary>
/// <param name="Path">Where it stands; empty: the root.</param>
/// <param name="Name">The name of the property that it describes, if it does.</param>
/// <param name="Schema">The schema.</param>
internal sealed record SchemaAt(string Path, string? Name, JsonObject Schema);
