using System.Text.Json.Nodes;

namespace Airbyte.Cdk.Tests;

/// <summary>Reads output lines the way a stranger would: with a general JSON parser and string keys.</summary>
internal static class WireMessages
{
    public static IReadOnlyList<JsonNode> Parse(string output)
    {
        if (output.Length == 0)
        {
            return [];
        }

        Assert.EndsWith("\n", output, StringComparison.Ordinal);
        return [.. output[..^1].Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    public static string Type(this JsonNode message) => (string)message["type"]!;

    /// <summary>RECORD, STATE, LOG, ERROR, or the status of a stream.</summary>
    public static string Kind(this JsonNode message) => message.Type() switch
    {
        "TRACE" when (string)message["trace"]!["type"]! == "STREAM_STATUS" => (string)message["trace"]!["stream_status"]!["status"]!,
        "TRACE" => (string)message["trace"]!["type"]!,
        var type => type,
    };

    public static string? Stream(this JsonNode message) => message.Type() switch
    {
        "RECORD" => (string)message["record"]!["stream"]!,
        "STATE" => (string)message["state"]!["stream"]!["stream_descriptor"]!["name"]!,
        "TRACE" => (string?)(message["trace"]!["stream_status"] ?? message["trace"]!["error"])!["stream_descriptor"]?["name"],
        _ => null,
    };

    public static IEnumerable<JsonNode> OfStream(this IEnumerable<JsonNode> messages, string stream) =>
        messages.Where(message => message.Stream() == stream);

    /// <summary>The kinds of a stream's messages in order, repeated RECORDs folded: <c>STARTED RUNNING RECORD*3 STATE COMPLETE</c>.</summary>
    public static string Story(this IEnumerable<JsonNode> messages, string stream)
    {
        var story = new List<string>();
        var records = 0;
        foreach (var kind in messages.OfStream(stream).Select(Kind).Append(""))
        {
            if (kind == "RECORD")
            {
                records++;
                continue;
            }

            if (records > 0)
            {
                story.Add($"RECORD*{records}");
                records = 0;
            }

            story.Add(kind);
        }

        return string.Join(' ', story).Trim();
    }

    public static IReadOnlyList<string> Logs(this IEnumerable<JsonNode> messages, string level) =>
        [.. messages.Where(message => message.Type() == "LOG" && (string)message["log"]!["level"]! == level).Select(message => (string)message["log"]!["message"]!)];

    public static IReadOnlyList<JsonNode> Errors(this IEnumerable<JsonNode> messages) =>
        [.. messages.Where(message => message.Kind() == "ERROR").Select(message => message["trace"]!["error"]!)];
}
