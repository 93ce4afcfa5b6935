using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>Configured catalogs as the harness writes them: every optional field is there, as null where it says nothing.</summary>
internal static class HarnessCatalog
{
    /// <summary>All streams in their first sync mode, as the acceptance test's basic read does it.</summary>
    public static string FirstModes(IEnumerable<JsonObject> streams) => Of(streams.Select(stream => Configured(stream, stream["supported_sync_modes"]![0]!.GetValue<string>(), withKeys: true)));

    /// <summary>The same of the newer suite, which leaves cursor and key out.</summary>
    public static string Bare(IEnumerable<JsonObject> streams) => Of(streams.Select(stream => Configured(stream, stream["supported_sync_modes"]![0]!.GetValue<string>(), withKeys: false)));

    /// <summary>The streams that can have this sync mode, in it.</summary>
    public static string InMode(IEnumerable<JsonObject> streams, string mode) => Of(streams
        .Where(stream => JsonWalk.Texts(stream["supported_sync_modes"]).Contains(mode))
        .Select(stream => Configured(stream, mode, withKeys: true)));

    /// <summary>A stream that there is not, in a mode that there is not.</summary>
    public static string Nonsense() => Of([Configured(
        new JsonObject
        {
            ["name"] = "__AIRBYTE__stream_that_does_not_exist",
            ["json_schema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["f1"] = new JsonObject { ["type"] = "string" } } },
            ["supported_sync_modes"] = new JsonArray("full_refresh"),
        },
        "INVALID",
        withKeys: false,
        destination: "INVALID")]);

    /// <summary>The streams of a configured catalog.</summary>
    public static IReadOnlyList<JsonObject> Streams(string catalog) => [.. JsonNode.Parse(catalog)!["streams"]!.AsArray().Select(one => one!["stream"]!.AsObject())];

    private static string Of(IEnumerable<JsonObject> streams) => new JsonObject { ["streams"] = new JsonArray([.. streams]) }.ToJsonString();

    private static JsonObject Configured(JsonObject stream, string mode, bool withKeys, string destination = "append")
    {
        var whole = stream.DeepClone().AsObject();
        foreach (var key in new[] { "namespace", "source_defined_cursor", "default_cursor_field", "source_defined_primary_key", "is_resumable", "is_file_based" }.Where(key => !whole.ContainsKey(key)))
        {
            whole[key] = null;
        }

        return new JsonObject
        {
            ["stream"] = whole,
            ["sync_mode"] = mode,
            ["destination_sync_mode"] = destination,
            ["cursor_field"] = withKeys ? stream["default_cursor_field"]?.DeepClone() : null,
            ["primary_key"] = withKeys ? stream["source_defined_primary_key"]?.DeepClone() : null,
            ["generation_id"] = null,
            ["minimum_generation_id"] = null,
            ["sync_id"] = null,
            ["include_files"] = null,
        };
    }
}
