using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The harness's tests of the answers to spec, check and discover.</summary>
internal static class AnswerRules
{
    /// <summary>The only message of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several.</exception>
    public static JsonObject Single(ConnectorOutput output, string type, string payload) => Of(output, type).ToList() is [var only]
        ? only[payload]!.AsObject()
        : throw new InvalidOperationException($"Not exactly one {type}: {output.StandardOutput} {output.StandardError}");

    /// <summary>All messages of a kind.</summary>
    public static IEnumerable<JsonObject> Of(ConnectorOutput output, string type) => output.Messages.Where(message => message["type"]!.GetValue<string>() == type);

    /// <summary>test_check: one answer with the status that the configuration demands; of an <c>exception</c>, one trace with a message.</summary>
    public static IEnumerable<string> Check(ConnectorOutput output, string status)
    {
        if (status == "exception")
        {
            if (Of(output, "TRACE").ToList() is not [var trace] || trace["trace"]?["error"]?["message"] is null)
            {
                yield return "Not exactly one trace, with the message of an error.";
            }

            yield break;
        }

        var answers = Of(output, "CONNECTION_STATUS").Select(message => message["connectionStatus"]!["status"]!.GetValue<string>()).ToList();
        var wanted = status == "succeed" ? "SUCCEEDED" : "FAILED";
        if (answers is not [var answer] || answer != wanted)
        {
            yield return $"The answers to check are [{string.Join(", ", answers)}], not {wanted} alone.";
        }
    }

    /// <summary>test_discover: one catalog, with streams whose names differ.</summary>
    public static IEnumerable<string> Catalog(ConnectorOutput output)
    {
        if (Of(output, "CATALOG").ToList() is not [var only])
        {
            yield return "Not exactly one catalog.";
            yield break;
        }

        var names = only["catalog"]!["streams"]!.AsArray().Select(stream => stream!["name"]!.GetValue<string>()).ToList();
        if (names.Count == 0 || names.Distinct().Count() != names.Count)
        {
            yield return $"The streams are [{string.Join(", ", names)}].";
        }
    }

    /// <summary>The tests of one discovered stream: its schema, cursor, key and modes.</summary>
    public static IEnumerable<string> Stream(JsonObject stream) => new[]
    {
        JsonSchemaRules.OfSchema(Schema(stream)), CursorIsInSchema(stream), KeysAreInSchema(stream), KeysAreScalars(stream), HasModes(stream), NoForbiddenKeywords(stream),
        SpecRules.NoReferences(Schema(stream)), SpecRules.AdditionalPropertiesAreAllowed(Schema(stream)),
    }.SelectMany(violations => violations).Select(violation => $"{stream["name"]}: {violation}");

    /// <summary>test_defined_cursors_exist_in_schema.</summary>
    public static IEnumerable<string> CursorIsInSchema(JsonObject stream) =>
        stream["default_cursor_field"] is not JsonArray { Count: > 0 } cursor || JsonWalk.Property(Schema(stream), JsonWalk.Texts(cursor)) is not null ? [] : ["The cursor is not in the schema."];

    /// <summary>test_primary_keys_exist_in_schema.</summary>
    public static IEnumerable<string> KeysAreInSchema(JsonObject stream) =>
        Keys(stream).Where(key => JsonWalk.Property(Schema(stream), key) is null).Select(key => $"The key {string.Join('.', key)} is not in the schema.");

    /// <summary>test_primary_keys_data_type.</summary>
    public static IEnumerable<string> KeysAreScalars(JsonObject stream) => Keys(stream)
        .Where(key => JsonWalk.Property(Schema(stream), key) is { } property && JsonWalk.Types(property).Any(type => type is "object" or "array"))
        .Select(key => $"The key {string.Join('.', key)} is an object or a list.");

    /// <summary>test_streams_has_sync_modes.</summary>
    public static IEnumerable<string> HasModes(JsonObject stream) => stream["supported_sync_modes"] is JsonArray { Count: > 0 } ? [] : ["There are no sync modes."];

    /// <summary>test_defined_keyword_exist_in_schema, for allOf and not.</summary>
    public static IEnumerable<string> NoForbiddenKeywords(JsonObject stream) => JsonWalk.Schemas(Schema(stream))
        .Where(one => one.Schema.ContainsKey("allOf") || one.Schema.ContainsKey("not"))
        .Select(one => $"{one.Path}: allOf or not.");

    /// <summary>The primary keys of a stream, each a path.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Keys(JsonObject stream) => [.. (stream["source_defined_primary_key"]?.AsArray() ?? []).Select(JsonWalk.Texts)];

    private static JsonObject Schema(JsonObject stream) => stream["json_schema"]!.AsObject();
}
