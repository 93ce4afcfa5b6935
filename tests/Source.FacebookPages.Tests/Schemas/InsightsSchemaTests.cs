using System.Text.Json;
using NJsonSchema;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Tests.Schemas;

public class InsightsSchemaTests
{
    [Fact]
    public void The_fields_are_those_of_the_contract()
    {
        // Written out by hand: the schema is part of what users build on.
        const string expected = """
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "type": "object",
              "additionalProperties": true,
              "properties": {
                "page_id": {"type": "string"},
                "metric": {"type": "string"},
                "metric_group": {"type": "string"},
                "period": {"type": "string"},
                "end_time": {"type": "string", "format": "date-time", "airbyte_type": "timestamp_with_timezone"},
                "date": {"type": "string", "format": "date"},
                "value": {"type": ["null", "number"]},
                "breakdown": {"type": ["null", "object"], "additionalProperties": true}
              }
            }
            """;

        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, SchemaTexts.WithoutDescriptions(InsightsSchema.Write([], explained: false))));
    }

    [Fact]
    public void Every_field_is_described()
    {
        Assert.All(InsightsSchema.Fields([], explained: true), field => Assert.EndsWith(".", field.Description, StringComparison.Ordinal));
        Assert.All(
            SchemaTexts.Parse(InsightsSchema.Write([])).GetProperty("properties").EnumerateObject(),
            property => Assert.False(string.IsNullOrWhiteSpace(property.Value.GetProperty("description").GetString())));
    }

    [Theory]
    [InlineData("""{"page_id":"1","metric":"m","metric_group":"g","period":"day","end_time":"2026-11-20T08:00:00Z","date":"2026-11-19","value":5,"breakdown":null}""")]
    [InlineData("""{"page_id":"1","metric":"m","metric_group":"g","period":"day","end_time":"2026-11-20T08:00:00Z","date":"2026-11-19","value":0.25}""")]
    [InlineData("""{"page_id":"1","metric":"m","metric_group":"g","period":"week","end_time":"2026-11-20T08:00:00Z","date":"2026-11-19","value":null,"breakdown":{"like":1,"nested":{"a":2}},"more":true}""")]
    public async Task Records_of_the_contract_fit(string record)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaTexts.Text(InsightsSchema.Write([])), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(record));
    }

    [Theory]
    [InlineData("""{"page_id":null}""")]
    [InlineData("""{"page_id":1}""")]
    [InlineData("""{"metric":null}""")]
    [InlineData("""{"end_time":null}""")]
    [InlineData("""{"value":"5"}""")]
    [InlineData("""{"breakdown":[]}""")]
    public async Task Other_records_do_not_fit(string record)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaTexts.Text(InsightsSchema.Write([])), TestContext.Current.CancellationToken);

        Assert.Single(schema.Validate(record));
    }
}
