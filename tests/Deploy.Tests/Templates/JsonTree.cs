using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deploy.Tests.Templates;

/// <summary>Walks through JSON.</summary>
internal static class JsonTree
{
    /// <summary>A node and everything below it.</summary>
    public static IEnumerable<JsonNode> SelfAndDescendants(JsonNode? node) => node switch
    {
        null => [],
        JsonObject map => [map, .. map.SelectMany(pair => SelfAndDescendants(pair.Value))],
        JsonArray list => [list, .. list.SelectMany(SelfAndDescendants)],
        _ => [node],
    };

    /// <summary>All values that stand under a key, at any depth.</summary>
    public static IEnumerable<JsonNode> Values(JsonNode? node, string key) =>
        SelfAndDescendants(node).OfType<JsonObject>().Where(map => map[key] is not null).Select(map => map[key]!);

    /// <summary>The strings of a node that is either one string or a list of them.</summary>
    public static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        _ => [node.GetValue<string>()],
    };

    /// <summary>The number that a node is, however it came to be; null when it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString()) : null;
}
