using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Acceptance.Tests.Harness;

/// <summary>
/// JSON Schema, draft 7, as strictly as the harness takes it: <c>1.0</c> is no integer, and formats are checked. It knows the keywords that the connector uses; another one that
/// would restrict values makes it throw, so that nothing passes unjudged.
/// </summary>
internal static partial class JsonSchemaRules
{
    private static readonly HashSet<string> Types = ["null", "string", "number", "integer", "boolean", "object", "array"];

    // Keywords that say something to people or to the platform, and restrict no value.
    private static readonly HashSet<string> Silent =
    [
        "$schema", "title", "description", "default", "examples", "order", "group", "groups", "airbyte_secret", "airbyte_hidden", "airbyte_type", "multiline", "always_show", "display_type",
        "pattern_descriptor",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Where a schema is no valid one.</summary>
    public static IEnumerable<string> OfSchema(JsonObject schema)
    {
        foreach (var (path, _, one) in JsonWalk.Schemas(schema))
        {
            var types = one["type"];
            if (types is not null && (JsonWalk.Types(one) is not { Count: > 0 } names || names.Any(name => !Types.Contains(name)) || names.Distinct().Count() != names.Count))
            {
                yield return $"{path}: type is {types.ToJsonString()}.";
            }

            foreach (var key in new[] { "properties", "definitions" }.Where(key => one[key] is { } value && (value is not JsonObject map || map.Any(pair => pair.Value is not JsonObject))))
            {
                yield return $"{path}: {key} is not a map of schemas.";
            }

            if (one.ContainsKey("required") && (one["required"] is not JsonArray required || required.Any(name => name?.GetValueKind() != JsonValueKind.String)))
            {
                yield return $"{path}: required is not a list of names.";
            }

            foreach (var key in new[] { "enum", "oneOf", "examples" }.Where(key => one.ContainsKey(key) && one[key] is not JsonArray { Count: > 0 }))
            {
                yield return $"{path}: {key} is not a list with something in it.";
            }

            foreach (var key in new[] { "title", "description", "format", "pattern" }.Where(key => one[key] is { } value && value.GetValueKind() != JsonValueKind.String))
            {
                yield return $"{path}: {key} is not a text.";
            }
        }
    }

    /// <summary>Where a value breaks its schema.</summary>
    public static IEnumerable<string> OfValue(JsonNode? value, JsonObject schema, string path = "")
    {
        if (JsonWalk.Types(schema) is { Count: > 0 } types && !types.Any(type => IsOf(value, type)))
        {
            return [$"{path}: {Show(value)} is none of {string.Join(", ", types)}."];
        }

        return schema.SelectMany(keyword => OfKeyword(value, schema, keyword.Key, keyword.Value, path));
    }

    private static IEnumerable<string> OfKeyword(JsonNode? value, JsonObject schema, string keyword, JsonNode? rule, string path) => (keyword, value) switch
    {
        ("type", _) => [],
        ("properties", JsonObject map) => map.Where(pair => rule![pair.Key] is not null).SelectMany(pair => OfValue(pair.Value, rule![pair.Key]!.AsObject(), $"{path}/{pair.Key}")),
        ("required", JsonObject map) => JsonWalk.Texts(rule).Where(name => !map.ContainsKey(name)).Select(name => $"{path}: {name} is missing."),
        ("items", JsonArray list) => list.SelectMany((one, index) => OfValue(one, rule!.AsObject(), $"{path}/{index}")),
        ("minItems", JsonArray list) => When(list.Count < rule!.GetValue<int>(), $"{path}: too few items."),
        ("enum", _) => When(!rule!.AsArray().Any(one => JsonNode.DeepEquals(one, value)), $"{path}: {Show(value)} is not one of those allowed."),
        ("const", _) => When(!JsonNode.DeepEquals(rule, value), $"{path}: {Show(value)} is not the only one allowed."),
        ("oneOf", _) => When(rule!.AsArray().Count(one => !OfValue(value, one!.AsObject(), path).Any()) != 1, $"{path}: not exactly one variant fits."),
        ("pattern", JsonValue) when value.GetValueKind() == JsonValueKind.String =>
            When(!Regex.IsMatch(value.GetValue<string>(), rule!.GetValue<string>(), RegexOptions.None, Patience), $"{path}: the value does not have the pattern {rule}."),
        ("minLength", JsonValue) when value.GetValueKind() == JsonValueKind.String => When(value.GetValue<string>().Length < rule!.GetValue<int>(), $"{path}: too short."),
        ("minimum", JsonValue) when value.GetValueKind() == JsonValueKind.Number => When(Number(value) < Number(rule!), $"{path}: too small."),
        ("maximum", JsonValue) when value.GetValueKind() == JsonValueKind.Number => When(Number(value) > Number(rule!), $"{path}: too large."),
        ("format", JsonValue) when value.GetValueKind() == JsonValueKind.String => When(!HasFormat(value.GetValue<string>(), rule!.GetValue<string>()), $"{path}: {Show(value)} is no {rule}."),
        ("additionalProperties", _) => When(rule!.GetValueKind() != JsonValueKind.True, $"{path}: additionalProperties is not true."),
        ("properties" or "required" or "items" or "minItems" or "pattern" or "minLength" or "minimum" or "maximum" or "format", _) => [],
        // Annotations of a vendor, which every validator passes over.
        _ when Silent.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal) => [],
        _ => throw new NotSupportedException($"The keyword {keyword} at {path} is not known here; in {schema.ToJsonString()}"),
    };

    private static bool IsOf(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0,
        _ => false,
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        "date-time" => DateTimeForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => throw new NotSupportedException($"The format {format} is not known here."),
    };

    private static IEnumerable<string> When(bool wrong, string violation) => wrong ? [violation] : [];

    // A number that was parsed and one that was made answer to different types; their text is the same.
    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "null";

    [GeneratedRegex(@"^\d{4}-\d?\d-\d?\d(\s|T)\d?\d:\d?\d:\d?\d(\.\d+)?.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTimeForm();
}
