using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deploy.Tests.StateMachines;

/// <summary>
/// The part of JSONPath that the definitions use: <c>$.a.b</c>, <c>[0]</c>, <c>[?(@.a == 'x')]</c>, and <c>$$</c> for the context.
/// https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
/// </summary>
internal static partial class JsonPath
{
    /// <summary>Whether a path that names one value finds one, be it null.</summary>
    public static bool IsPresent(string path, JsonNode? data, JsonNode context) => Find(path, data, context).Count > 0;

    /// <summary>The value; with a filter, the list of values.</summary>
    /// <exception cref="StatesError">There is none.</exception>
    public static JsonNode? Evaluate(string path, JsonNode? data, JsonNode context)
    {
        var found = Find(path, data, context);
        return path.Contains("[?", StringComparison.Ordinal)
            ? new JsonArray([.. found.Select(node => node?.DeepClone())])
            : found.Count == 1 ? found[0]?.DeepClone() : throw new StatesError("States.Runtime", $"The path {path} finds nothing.");
    }

    private static List<JsonNode?> Find(string path, JsonNode? data, JsonNode context)
    {
        var (found, rest) = path.StartsWith("$$", StringComparison.Ordinal) ? (new List<JsonNode?> { context }, path[2..]) : ([data], path[1..]);
        var consumed = 0;
        foreach (Match step in Step().Matches(rest))
        {
            Assert.Equal(consumed, step.Index);
            consumed += step.Length;
            found = [.. found.SelectMany(node => Take(node, step))];
        }

        Assert.True(consumed == rest.Length && path.StartsWith('$'), $"The path {path} is not understood.");
        return found;
    }

    private static IEnumerable<JsonNode?> Take(JsonNode? node, Match step)
    {
        if (step.Groups["name"] is { Success: true } name)
        {
            return node is JsonObject map && map.TryGetPropertyValue(name.Value, out var value) ? [value] : [];
        }

        var list = node as JsonArray ?? [];
        return step.Groups["index"] is { Success: true } index
            ? list.Skip(int.Parse(index.Value)).Take(1)
            : list.Where(item => (item as JsonObject)?[step.Groups["key"].Value] is JsonValue value && value.ToString() == step.Groups["text"].Value);
    }

    [GeneratedRegex(@"\.(?<name>\w+)|\[(?<index>\d+)\]|\[\?\(@\.(?<key>\w+) == '(?<text>[^']*)'\)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
