using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>The ported rules bite: each damage to the answers of spec, check and discover is noticed by the rule that is there for it.</summary>
[Collection("harness")]
public sealed class DamagedAnswerTests(HarnessFixture harness)
{
    private HarnessSession Session => harness.Session(HarnessFixture.Binary);

    [Fact]
    public async Task Two_answers_to_check()
    {
        var output = await Session.Connector.CheckAsync(Session.Config("basic_read"));

        Assert.Empty(AnswerRules.Check(output, "succeed"));
        Assert.NotEmpty(AnswerRules.Check(Damage.Each(output, "CONNECTION_STATUS", message => [message, message]), "succeed"));
        Assert.NotEmpty(AnswerRules.Check(output, "failed"));
        Assert.NotEmpty(AnswerRules.Check(output, "exception"));
    }

    [Fact]
    public Task Additional_properties_refused() => SpecAsync(SpecRules.AdditionalPropertiesAreAllowed, spec => spec["additionalProperties"] = false);

    [Fact]
    public Task A_secret_that_is_not_marked() => SpecAsync(SpecRules.SecretsAreMarked, spec => AccessToken(spec).Remove("airbyte_secret"));

    [Fact]
    public Task An_object_that_is_marked_as_a_secret() => SpecAsync(SpecRules.SecretsAreMarked, spec => spec["properties"]!["credentials"]!["airbyte_secret"] = true);

    [Fact]
    public Task An_enum_that_repeats_itself() => SpecAsync(SpecRules.EnumsAreDistinct, spec => spec["properties"]!["stream_layout"]!["enum"]!.AsArray().Add((JsonNode)"combined"));

    [Fact]
    public Task Variants_without_a_constant() => SpecAsync(SpecRules.VariantsHaveOneConstant, spec => Variant(spec)["auth_type"]!.AsObject().Remove("const"));

    [Fact]
    public Task A_default_that_is_not_the_constant() => SpecAsync(SpecRules.VariantsHaveOneConstant, spec => Variant(spec)["auth_type"]!["default"] = "other");

    [Fact]
    public Task Two_types() => SpecAsync(SpecRules.TypesAreSimple, spec => spec["properties"]!["start_date"]!["type"] = new JsonArray("string", "integer"));

    [Fact]
    public Task An_empty_object() => SpecAsync(SpecRules.ObjectsAreNotEmpty, spec => spec["properties"]!["extra"] = new JsonObject { ["type"] = "object" });

    [Fact]
    public Task A_list_of_lists() => SpecAsync(SpecRules.ArraysAreSimple, spec => spec["properties"]!["metrics"]!["items"] = new JsonObject { ["type"] = "array" });

    [Fact]
    public Task A_forbidden_keyword() => SpecAsync(SpecRules.NothingIsTooComplex, spec => spec["allOf"] = new JsonArray());

    [Fact]
    public Task An_order_given_twice() => SpecAsync(SpecRules.OrderIsUnique, spec => spec["properties"]!["end_date"]!["order"] = spec["properties"]!["start_date"]!["order"]!.GetValue<int>());

    [Fact]
    public Task A_group_within() => SpecAsync(SpecRules.GroupsAreOutermost, spec => AccessToken(spec)["group"] = "auth");

    [Fact]
    public Task A_display_type_without_variants() => SpecAsync(SpecRules.DisplayTypesFit, spec => spec["properties"]!["start_date"]!["display_type"] = "radio");

    [Fact]
    public Task A_reference() => SpecAsync(SpecRules.NoReferences, spec => spec["properties"]!["start_date"]!["$ref"] = "#/definitions/date");

    [Fact]
    public Task A_type_that_there_is_not() => SpecAsync(JsonSchemaRules.OfSchema, spec => spec["properties"]!["start_date"]!["type"] = "date");

    [Fact]
    public async Task A_configuration_that_breaks_the_specification()
    {
        var spec = await Session.SpecificationAsync();
        var config = JsonNode.Parse(Session.Config("spec"))!.AsObject();

        Assert.Empty(SpecRules.ConfigMatches(spec, Damage.Document(config, one => one["_note"] = 1)));
        Assert.NotEmpty(SpecRules.ConfigMatches(spec, Damage.Document(config, one => one["window_days"] = 91)));
        Assert.NotEmpty(SpecRules.ConfigMatches(spec, Damage.Document(config, one => one.Remove("credentials"))));
        Assert.NotEmpty(SpecRules.ConfigMatches(spec, Damage.Document(config, one => one["credentials"]!.AsObject().Remove("access_token"))));
    }

    [Theory]
    [InlineData("json_schema.properties.metric", """{"$ref":"#/definitions/metric"}""")]
    [InlineData("json_schema.properties.metric", """{"not":{"type":"null"}}""")]
    [InlineData("json_schema.properties.metric", """{"type":"text"}""")]
    [InlineData("json_schema.properties.metric", """{"type":["string","object"]}""")]
    [InlineData("json_schema.additionalProperties", "false")]
    [InlineData("supported_sync_modes", "[]")]
    [InlineData("source_defined_primary_key", """[["page"]]""")]
    [InlineData("default_cursor_field", """["updated_at"]""")]
    public async Task A_damaged_stream(string path, string replacement)
    {
        var stream = (await Session.StreamsAsync())[^1];
        var steps = path.Split('.');

        Assert.Empty(AnswerRules.Stream(stream));
        Assert.NotEmpty(AnswerRules.Stream(Damage.Document(stream, one => steps[..^1].Aggregate((JsonNode)one, (at, step) => at[step]!)[steps[^1]] = JsonNode.Parse(replacement))));
    }

    [Fact]
    public async Task Two_streams_of_one_name() => Assert.NotEmpty(AnswerRules.Catalog(
        Damage.First(await Session.DiscoverAsync(), "CATALOG", message => message["catalog"]!["streams"]![0]!["name"] = message["catalog"]!["streams"]![1]!["name"]!.GetValue<string>())));

    private static JsonObject Variant(JsonObject spec) => spec["properties"]!["credentials"]!["oneOf"]![0]!["properties"]!.AsObject();

    private static JsonObject AccessToken(JsonObject spec) => Variant(spec)["access_token"]!.AsObject();

    private async Task SpecAsync(Func<JsonObject, IEnumerable<string>> rule, Action<JsonObject> damage)
    {
        var spec = await Session.SpecificationAsync();

        Assert.Empty(rule(spec));
        Assert.NotEmpty(rule(Damage.Document(spec, damage)));
    }
}
