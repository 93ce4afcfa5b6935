using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>The harness's tests of the specification: each takes <c>connectionSpecification</c> and answers what breaks the rule.</summary>
internal static class SpecRules
{
    private static readonly HashSet<string> SecretNames =
    [
        "client_token", "access_token", "api_token", "token", "secret", "client_secret", "password", "key", "service_account_info", "service_account", "tenant_id", "certificate", "jwt",
        "credentials", "app_id", "appid", "refresh_token",
    ];

    private static readonly string[] Forbidden =
        ["not", "anyOf", "patternProperties", "prefixItems", "allOf", "if", "then", "else", "dependentSchemas", "dependentRequired"];

    /// <summary>test_config_match_spec: the configuration, without keys that begin with _, is valid.</summary>
    public static IEnumerable<string> ConfigMatches(JsonObject spec, JsonObject config) => JsonSchemaRules.OfValue(
        new JsonObject(config.Where(pair => !pair.Key.StartsWith('_')).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))), spec);

    /// <summary>test_enum_usage: the values of an enum differ.</summary>
    public static IEnumerable<string> EnumsAreDistinct(JsonObject spec) => In(spec, one =>
        one["enum"] is JsonArray values && values.Select(value => value?.ToJsonString()).Distinct().Count() != values.Count, "an enum repeats a value");

    /// <summary>test_oneof_usage: variants are told apart by exactly one constant that all have.</summary>
    public static IEnumerable<string> VariantsHaveOneConstant(JsonObject spec)
    {
        foreach (var (path, _, one) in JsonWalk.Schemas(spec).Where(one => one.Schema["oneOf"] is JsonArray || one.Schema["anyOf"] is JsonArray))
        {
            var variants = (one["oneOf"] ?? one["anyOf"])!.AsArray().Select(variant => variant!.AsObject()).ToList();
            if (!JsonWalk.Types(one).SequenceEqual(["object"]) || variants.Any(variant => variant["properties"] is not JsonObject))
            {
                yield return $"{path}: not an object whose variants have properties.";
                continue;
            }

            var common = variants.Select(variant => variant["properties"]!.AsObject().Select(pair => pair.Key)).Aggregate((left, right) => [.. left.Intersect(right)]).ToList();
            var constants = common.Where(name => variants.All(variant => variant["properties"]![name]!["const"] is not null)).ToList();
            if (constants is not [var constant])
            {
                yield return $"{path}: {constants.Count} common constants.";
                continue;
            }

            foreach (var property in variants.Select(variant => variant["properties"]![constant]!.AsObject()))
            {
                var own = property["const"];
                if (property["default"] is { } value && !JsonNode.DeepEquals(value, own) || property["enum"] is JsonArray values && (values.Count != 1 || !JsonNode.DeepEquals(values[0], own)))
                {
                    yield return $"{path}: default or enum of {constant} is not its constant.";
                }
            }
        }
    }

    /// <summary>test_secret_is_properly_marked: what is named like a secret and can hold one is marked; what cannot is not.</summary>
    public static IEnumerable<string> SecretsAreMarked(JsonObject spec)
    {
        foreach (var (path, name, one) in JsonWalk.Schemas(spec).Where(one => one.Name is not null && SecretNames.Contains(one.Name.ToLowerInvariant())))
        {
            var canHoldOne = JsonWalk.Types(one).Any(type => type is "string" or "integer" or "number") && one["const"] is null;
            if (canHoldOne != (one["airbyte_secret"]?.GetValue<bool>() ?? false))
            {
                yield return $"{path}: {name} is {(canHoldOne ? "not " : "")}marked as a secret.";
            }
        }
    }

    /// <summary>test_property_type_is_not_array: one type, or one and null.</summary>
    public static IEnumerable<string> TypesAreSimple(JsonObject spec) => In(spec, one =>
        one["type"] is JsonArray && JsonWalk.Types(one) is not ([_] or [_, "null"]), "more than one type");

    /// <summary>test_object_not_empty.</summary>
    public static IEnumerable<string> ObjectsAreNotEmpty(JsonObject spec) => In(spec, one =>
        one != spec && JsonWalk.Types(one).Contains("object") && one["oneOf"] is null && one["properties"] is not JsonObject { Count: > 0 }, "an object without properties");

    /// <summary>test_array_type: the items of a list have one type, and are no lists.</summary>
    public static IEnumerable<string> ArraysAreSimple(JsonObject spec) => In(spec, one =>
        JsonWalk.Types(one).Contains("array") && one.ContainsKey("items")
            && (one["items"] is not JsonObject items || items["enum"] is null && items["type"]?.GetValueKind() is not JsonValueKind.String
                || JsonWalk.Types((JsonObject)one["items"]!).Any(type => type is not ("object" or "string" or "number" or "integer"))),
        "a list of something that forms cannot show");

    /// <summary>test_forbidden_complex_types.</summary>
    public static IEnumerable<string> NothingIsTooComplex(JsonObject spec) => In(spec, one => Forbidden.Any(one.ContainsKey), "a keyword that forms cannot show");

    /// <summary>test_duplicate_order: within an object and a group, no two properties have the same place.</summary>
    public static IEnumerable<string> OrderIsUnique(JsonObject spec) => In(spec, one =>
        one["properties"] is JsonObject properties && properties
            .Where(pair => pair.Value!["order"] is not null)
            .GroupBy(pair => (pair.Value!["order"]!.GetValue<int>(), pair.Value["group"]?.GetValue<string>()))
            .Any(group => group.Count() > 1),
        "two properties of the same order");

    /// <summary>test_nested_group: only the outermost properties are grouped.</summary>
    public static IEnumerable<string> GroupsAreOutermost(JsonObject spec) => JsonWalk.Schemas(spec)
        .Where(one => one.Schema["group"] is not null && one.Path.Count(letter => letter == '/') != 2)
        .Select(one => $"{one.Path}: a group within.");

    /// <summary>test_display_type: only beside variants, and one of the two there are.</summary>
    public static IEnumerable<string> DisplayTypesFit(JsonObject spec) => In(spec, one =>
        one["display_type"] is { } type && (one["oneOf"] is null || type.GetValue<string>() is not ("dropdown" or "radio")), "a display_type that is not known or has no variants");

    /// <summary>test_defined_refs_exist_in_json_spec_file, and the same of streams.</summary>
    public static IEnumerable<string> NoReferences(JsonObject schema) => JsonWalk.Values(schema, "$ref").Select(target => $"a reference to {target}");

    /// <summary>test_oauth_flow_parameters and test_oauth_is_default_method: there is no login dialogue, so nothing to hold against it.</summary>
    public static IEnumerable<string> NoLoginDialogue(JsonObject message) => message["advanced_auth"] is null ? [] : ["There is a login dialogue, and no test of it."];

    /// <summary>test_additional_properties_is_true, of the specification and of streams.</summary>
    public static IEnumerable<string> AdditionalPropertiesAreAllowed(JsonObject schema) => JsonWalk.Values(schema, "additionalProperties")
        .Where(value => value?.GetValueKind() != JsonValueKind.True)
        .Select(value => $"additionalProperties is {value?.ToJsonString()}");

    private static IEnumerable<string> In(JsonObject spec, Func<JsonObject, bool> isWrong, string what) =>
        JsonWalk.Schemas(spec).Where(one => isWrong(one.Schema)).Select(one => $"{one.Path}: {what}.");
}
