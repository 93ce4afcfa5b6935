using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>The streams of a read: each configured one tells its story from STARTED to one end, with states that count every record.</summary>
internal static class StreamChecks
{
    public static IEnumerable<string> Of(ConnectorOutput output, IReadOnlyList<string> configured)
    {
        List<string> violations = [];
        var stories = configured.ToDictionary(name => name, name => new StreamStory(name), StringComparer.Ordinal);
        long lastEmission = 0;
        foreach (var message in output.Lines)
        {
            if (message.Record is { } record)
            {
                if (record.EmittedAt < lastEmission)
                {
                    violations.Add($"emitted_at goes back from {lastEmission} to {record.EmittedAt}.");
                }

                lastEmission = record.EmittedAt;
            }

            if (StreamOf(message) is not { } name)
            {
                continue;
            }

            if (stories.TryGetValue(name, out var story))
            {
                story.Take(message);
            }
            else
            {
                violations.Add($"A {message.Type} is about {name}, which is not in the catalog.");
            }
        }

        // A command that fails before it has read its inputs knows of no stream.
        if (output.ExitCode == 0 || stories.Values.Any(story => story.HasBegun))
        {
            violations.AddRange(stories.Values.SelectMany(story => story.End()));
        }

        foreach (var kind in output.Lines.Select(message => message.Type).Where(kind => kind is "SPEC" or "CONNECTION_STATUS" or "CATALOG").Distinct())
        {
            violations.Add($"There is a {kind} among what was read.");
        }

        return violations;
    }

    private static string? StreamOf(OutputMessage message) => message.Type switch
    {
        "RECORD" => message.Record?.Stream,
        "STATE" => Name(message.Json["state"]!["stream"]!["stream_descriptor"]),
        "TRACE" => Name(message.Json["trace"]!["stream_status"]?["stream_descriptor"] ?? message.Json["trace"]!["error"]?["stream_descriptor"]),
        _ => null,
    };

    private static string? Name(JsonNode? descriptor) => descriptor?["name"]?.GetValue<string>();
}
