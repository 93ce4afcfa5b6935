using System.Text.Json;
using NJsonSchema;

namespace Source.FacebookPages.Tests.Configuration;

/// <summary>What Airbyte's acceptance tests demand of a specification, and what they only hope for.</summary>
public class SpecificationTests
{
    private static readonly string[] ForbiddenKeywords =
        ["not", "anyOf", "patternProperties", "prefixItems", "allOf", "if", "then", "else", "dependentSchemas", "dependentRequired", "$ref"];

    private static readonly string[] SecretNames =
    [
        "client_token", "access_token", "api_token", "token", "secret", "client_secret", "password", "key", "service_account_info", "service_account",
        "tenant_id", "certificate", "jwt", "credentials", "app_id", "appid", "refresh_token",
    ];

    private static JsonElement Schema => Specification.Load().GetProperty("connectionSpecification");

    [Fact]
    public void The_root_says_what_the_platform_looks_for()
    {
        var root = Specification.Load();

        Assert.Equal("0.2.0", root.GetProperty("protocol_version").GetString());
        Assert.True(Uri.TryCreate(root.GetProperty("documentationUrl").GetString(), UriKind.Absolute, out _));
        Assert.True(Uri.TryCreate(root.GetProperty("changelogUrl").GetString(), UriKind.Absolute, out _));
        Assert.Equal("http://json-schema.org/draft-07/schema#", Schema.GetProperty("$schema").GetString());
        Assert.Equal("object", Schema.GetProperty("type").GetString());
        Assert.Equal(["credentials"], Schema.GetProperty("required").EnumerateArray().Select(key => key.GetString()));
    }

    [Fact]
    public void It_is_small_enough_for_one_line()
    {
        Assert.True(Specification.Load().GetRawText().Length < 64 * 1024);
    }

    [Fact]
    public void Every_property_has_a_title_a_description_an_order_and_one_type()
    {
        Assert.All(Properties(), property =>
        {
            var (_, value) = property;
            Assert.False(string.IsNullOrWhiteSpace(value.GetProperty("title").GetString()));
            Assert.EndsWith(".", value.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Number, value.GetProperty("order").ValueKind);
            Assert.Contains(value.GetProperty("type").GetString(), (IEnumerable<string?>)["string", "integer", "boolean", "array", "object"]);
        });
    }

    [Fact]
    public void Orders_are_unique_within_an_object()
    {
        Assert.All(Objects().Where(schema => schema.TryGetProperty("properties", out _)), schema =>
        {
            var orders = schema.GetProperty("properties").EnumerateObject().Select(property => property.Value.GetProperty("order").GetInt32()).ToList();
            Assert.Equal(orders.Distinct(), orders);
            Assert.Equal(orders.Order(), orders);
        });
    }

    [Fact]
    public void Groups_are_declared_and_only_at_the_top()
    {
        var declared = Schema.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("id").GetString()!).ToList();
        var used = Specification.Properties().Values.Select(property => property.GetProperty("group").GetString()!).ToList();

        Assert.Equal(declared.Order(), used.Distinct().Order());
        Assert.Equal(used.Count, Objects().Count(schema => schema.TryGetProperty("group", out _)));
    }

    [Fact]
    public void There_is_no_forbidden_keyword()
    {
        Assert.All(Objects(), schema => Assert.DoesNotContain(schema.EnumerateObject(), property => ForbiddenKeywords.Contains(property.Name)));
    }

    [Fact]
    public void Additional_properties_are_always_allowed()
    {
        var values = Objects().Where(schema => schema.TryGetProperty("additionalProperties", out _)).Select(schema => schema.GetProperty("additionalProperties").ValueKind).ToList();

        Assert.NotEmpty(values);
        Assert.All(values, kind => Assert.Equal(JsonValueKind.True, kind));
    }

    [Fact]
    public void Every_choice_has_one_constant_that_tells_its_variants_apart()
    {
        var choices = Objects().Where(schema => schema.TryGetProperty("oneOf", out _)).ToList();

        List<string?> all = [];
        Assert.Equal(2, choices.Count);
        Assert.All(choices, choice =>
        {
            Assert.Equal("object", choice.GetProperty("type").GetString());
            var constants = choice.GetProperty("oneOf").EnumerateArray().Select(variant =>
            {
                Assert.Equal("object", variant.GetProperty("type").GetString());
                Assert.False(string.IsNullOrWhiteSpace(variant.GetProperty("title").GetString()));
                var constant = Assert.Single(variant.GetProperty("properties").EnumerateObject(), property => property.Value.TryGetProperty("const", out _));
                var value = constant.Value.GetProperty("const").GetString();
                Assert.Equal("auth_type", constant.Name);
                Assert.Equal([value], constant.Value.GetProperty("enum").EnumerateArray().Select(option => option.GetString()));
                Assert.Equal(value, constant.Value.GetProperty("default").GetString());
                Assert.Contains("auth_type", variant.GetProperty("required").EnumerateArray().Select(key => key.GetString()));
                return value;
            }).ToList();
            all.AddRange(constants);
        });
        Assert.Equal(["access_token", "page_access_tokens", "aws_secrets_manager", "basic", "token"], all);
    }

    [Fact]
    public void Enumerations_have_distinct_values()
    {
        var enumerations = Objects().Where(schema => schema.TryGetProperty("enum", out _)).Select(schema => schema.GetProperty("enum").EnumerateArray().Select(value => value.GetString()).ToList()).ToList();

        Assert.NotEmpty(enumerations);
        Assert.All(enumerations, values => Assert.Equal(values.Distinct(), values));
    }

    [Fact]
    public void Lists_say_what_they_hold_and_objects_are_not_empty()
    {
        Assert.All(Objects().Where(schema => TypeOf(schema) == "array"), schema =>
            Assert.Contains(TypeOf(schema.GetProperty("items")), (IEnumerable<string?>)["string", "object"]));
        Assert.All(Objects().Where(schema => TypeOf(schema) == "object"), schema =>
            Assert.True(schema.TryGetProperty("oneOf", out _) || schema.GetProperty("properties").EnumerateObject().Any()));
    }

    [Fact]
    public void Secrets_are_marked_and_nothing_else_is()
    {
        var secrets = Properties().Where(property => property.Value.TryGetProperty("airbyte_secret", out var mark) && mark.GetBoolean()).ToList();

        Assert.Equal(
            ["access_token", "access_token", "app_secret", "app_secret", "password", "token"],
            secrets.Select(secret => secret.Name).Order());
        Assert.All(secrets, secret => Assert.Equal("string", TypeOf(secret.Value)));
        Assert.All(
            Properties().Where(property => SecretNames.Contains(property.Name.ToLowerInvariant()) && TypeOf(property.Value) is "string" or "integer" or "number"),
            property => Assert.True(property.Value.GetProperty("airbyte_secret").GetBoolean()));
    }

    [Fact]
    public void Dates_have_the_form_that_date_pickers_write()
    {
        var dates = Properties().Where(property => property.Value.TryGetProperty("format", out _)).ToList();

        Assert.Equal(["start_date", "end_date"], dates.Select(date => date.Name));
        Assert.All(dates, date =>
        {
            Assert.Equal("date", date.Value.GetProperty("format").GetString());
            Assert.Equal("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", date.Value.GetProperty("pattern").GetString());
            Assert.Equal("YYYY-MM-DD", date.Value.GetProperty("pattern_descriptor").GetString());
        });
    }

    [Fact]
    public void Patterns_are_anchored_and_described()
    {
        Assert.All(Objects().Where(schema => schema.TryGetProperty("pattern", out _)), schema =>
        {
            Assert.StartsWith("^", schema.GetProperty("pattern").GetString(), StringComparison.Ordinal);
            Assert.EndsWith("$", schema.GetProperty("pattern").GetString(), StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(schema.GetProperty("pattern_descriptor").GetString()));
        });
    }

    [Fact]
    public async Task Defaults_and_examples_are_valid_themselves()
    {
        foreach (var (name, value) in Properties())
        {
            var schema = await JsonSchema.FromJsonAsync(value.GetRawText(), TestContext.Current.CancellationToken);
            List<JsonElement> samples = value.TryGetProperty("examples", out var examples) ? [.. examples.EnumerateArray()] : [];
            if (value.TryGetProperty("default", out var standard))
            {
                samples.Add(standard);
            }

            // An example of a list may stand for one entry or for the list.
            Assert.All(samples, sample => Assert.True(schema.Validate(sample.GetRawText()).Count == 0, $"{name}: {sample}"));
        }
    }

    [Fact]
    public void The_address_of_the_API_is_not_shown_in_forms()
    {
        Assert.True(Specification.Properties()["api_url"].GetProperty("airbyte_hidden").GetBoolean());
    }

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    // Every named property of the specification, at any depth.
    private static IReadOnlyList<(string Name, JsonElement Value)> Properties() =>
        [.. Objects().Where(schema => schema.TryGetProperty("properties", out _)).SelectMany(schema => schema.GetProperty("properties").EnumerateObject()).Select(property => (property.Name, property.Value))];

    // Every schema of the specification, at any depth; the values of "properties" are schemas, the object under "properties" is none.
    private static IReadOnlyList<JsonElement> Objects() => [.. Walk(Schema)];

    private static IEnumerable<JsonElement> Walk(JsonElement schema)
    {
        yield return schema;
        List<JsonElement> inner = [];
        if (schema.TryGetProperty("properties", out var properties))
        {
            inner.AddRange(properties.EnumerateObject().Select(property => property.Value));
        }

        if (schema.TryGetProperty("oneOf", out var variants))
        {
            inner.AddRange(variants.EnumerateArray());
        }

        if (schema.TryGetProperty("items", out var items))
        {
            inner.Add(items);
        }

        foreach (var deeper in inner.SelectMany(Walk))
        {
            yield return deeper;
        }
    }
}
