using System.Text;
using System.Text.Json;
using Airbyte.Protocol;
using NJsonSchema;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Tests.Configuration;
using Source.FacebookPages.Tests.Schemas;

namespace Source.FacebookPages.Tests.Catalog;

public class StreamCatalogTests
{
    private static readonly string[] Ids = ["200000000000000000000", "9", "100000000000001", "9"];

    public static TheoryData<string> Configurations_of_all_kinds => new(
        "{}",
        """{"periods": ["days_28", "day", "week"]}""",
        """{"stream_layout": "combined", "periods": ["week"]}""",
        """{"stream_layout": "combined", "periods": ["day", "week", "days_28"], "page_fields": ["name", "mission", "cover", "picture", "emails"]}""");

    [Fact]
    public void Streams_come_in_the_order_of_the_contract()
    {
        var streams = StreamCatalog.Build(Ids, Read("""{"periods": ["days_28", "week", "day"]}"""), []);

        Assert.Equal(
            [
                "pages",
                "page_insights_9", "page_insights_9_week", "page_insights_9_days_28",
                "page_insights_100000000000001", "page_insights_100000000000001_week", "page_insights_100000000000001_days_28",
                "page_insights_200000000000000000000", "page_insights_200000000000000000000_week", "page_insights_200000000000000000000_days_28",
                "metric_availability",
            ],
            streams.Select(stream => stream.Name));
    }

    [Fact]
    public void A_period_has_streams_only_when_it_is_configured()
    {
        Assert.Equal(["pages", "page_insights_1", "metric_availability"], Names("{}", "1"));
        Assert.Equal(["pages", "page_insights_1_week", "metric_availability"], Names("""{"periods": ["week"]}""", "1"));
    }

    [Fact]
    public void Combined_streams_replace_those_of_the_Pages()
    {
        Assert.Equal(["pages", "page_insights", "page_insights_days_28", "metric_availability"], Names("""{"stream_layout": "combined", "periods": ["day", "days_28"]}""", Ids));
        Assert.Equal(["pages", "page_insights", "metric_availability"], Names("""{"stream_layout": "combined"}"""));
    }

    [Fact]
    public void Without_Pages_there_is_still_the_stream_of_Pages()
    {
        Assert.Equal(["pages", "metric_availability"], Names("{}"));
    }

    [Fact]
    public void Pages_are_read_in_full_and_insights_either_way()
    {
        var streams = StreamCatalog.Build(["1"], Read("{}"), []);

        Assert.Equal([SyncMode.FullRefresh], streams[0].SupportedSyncModes);
        Assert.Null(streams[0].CursorField);
        Assert.Equal(["page_id"], streams[0].PrimaryKey);
        Assert.Equal([SyncMode.FullRefresh, SyncMode.Incremental], streams[1].SupportedSyncModes);
        Assert.Equal("end_time", streams[1].CursorField);
        Assert.Equal(["page_id", "metric", "end_time"], streams[1].PrimaryKey);
    }

    [Fact]
    public void The_fields_of_the_pages_stream_are_the_configured_ones()
    {
        var streams = StreamCatalog.Build([], Read("""{"page_fields": ["name", "mission"]}"""), []);

        Assert.Equal(["page_id", "name", "mission"], Properties(streams[0]).Select(property => property.Name));
    }

    [Theory]
    [MemberData(nameof(Configurations_of_all_kinds))]
    public void Names_are_unique_and_understood_everywhere(string keys)
    {
        var names = Names(keys, Ids);

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.All(names, name =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", name);
            Assert.True(Encoding.UTF8.GetByteCount(name) <= 63);
            Assert.Equal(name, StreamName.Parse(name)?.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Configurations_of_all_kinds))]
    public void Schemas_are_what_destinations_understand(string keys)
    {
        Assert.All(StreamCatalog.Build(Ids, Read(keys), []), stream =>
        {
            var schema = SchemaTexts.Parse(stream.JsonSchema);
            Assert.Equal("http://json-schema.org/draft-07/schema#", schema.GetProperty("$schema").GetString());
            Assert.Equal("object", schema.GetProperty("type").GetString());
            Assert.All(Subschemas(schema), part =>
            {
                Assert.DoesNotContain(part.EnumerateObject(), keyword => keyword.Name is "$ref" or "allOf" or "anyOf" or "not" or "oneOf");
                Assert.True(!part.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind == JsonValueKind.True);
                Assert.All(Types(part), type => Assert.Contains(type, (IEnumerable<string>)["null", "string", "number", "integer", "boolean", "object", "array"]));
                Assert.True(!Types(part).Contains("array") || part.TryGetProperty("items", out _));
                Assert.True(!part.TryGetProperty("format", out var format) || format.GetString() is "date" or "date-time");
                Assert.Equal(
                    part.TryGetProperty("format", out format) && format.GetString() == "date-time" ? "timestamp_with_timezone" : null,
                    part.TryGetProperty("airbyte_type", out var airbyteType) ? airbyteType.GetString() : null);
            });
        });
    }

    [Theory]
    [MemberData(nameof(Configurations_of_all_kinds))]
    public void Keys_and_cursors_exist_and_are_never_null(string keys)
    {
        Assert.All(StreamCatalog.Build(Ids, Read(keys), []), stream =>
        {
            Assert.NotEmpty(stream.PrimaryKey);
            Assert.NotEmpty(stream.SupportedSyncModes);
            Assert.Equal(SyncMode.FullRefresh, stream.SupportedSyncModes[0]);
            Assert.Equal(stream.SupportedSyncModes.Contains(SyncMode.Incremental), stream.CursorField is not null);
            var fields = Properties(stream).ToDictionary(property => property.Name, property => property.Value);
            Assert.All(stream.PrimaryKey.Append(stream.CursorField ?? "page_id"), field => Assert.Equal(["string"], Types(fields[field])));
            Assert.All(
                fields.Where(field => field.Key is not ("page_id" or "metric" or "metric_group" or "period" or "end_time" or "date" or "status" or "checked_at")),
                field => Assert.True(Types(field.Value).Count == 0 || Types(field.Value).Contains("null"), field.Key));
        });
    }

    [Theory]
    [MemberData(nameof(Configurations_of_all_kinds))]
    public async Task Schemas_are_valid_draft_07(string keys)
    {
        var metaSchema = await JsonSchema.FromJsonAsync(Draft07.Text, TestContext.Current.CancellationToken);

        Assert.All(StreamCatalog.Build(Ids, Read(keys), []), stream => Assert.Empty(metaSchema.Validate(SchemaTexts.Text(stream.JsonSchema))));
        Assert.NotEmpty(metaSchema.Validate("""{"type": "text"}"""));
    }

    [Theory]
    [MemberData(nameof(Configurations_of_all_kinds))]
    public void The_same_Pages_in_another_order_give_the_same_bytes(string keys)
    {
        var one = StreamCatalog.Build(Ids, Read(keys), []);
        var other = StreamCatalog.Build(Ids.Reverse(), Read(keys), []);

        Assert.Equal(one.Select(Describe), other.Select(Describe));

        static string Describe(AirbyteStream stream) => $"{stream.Name} {SchemaTexts.Text(stream.JsonSchema)}";
    }

    private static SourceConfig Read(string keys) => Configurations.Read(Configurations.With(keys));

    private static List<string> Names(string keys, params IReadOnlyList<string> ids) => [.. StreamCatalog.Build(ids, Read(keys), []).Select(stream => stream.Name)];

    private static JsonElement.ObjectEnumerator Properties(AirbyteStream stream) => SchemaTexts.Parse(stream.JsonSchema).GetProperty("properties").EnumerateObject();

    private static IReadOnlyList<string> Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(name => name.GetString()!)]
        : [type.GetString()!];

    private static IEnumerable<JsonElement> Subschemas(JsonElement schema)
    {
        IEnumerable<JsonElement> inner = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Value) : [];
        if (schema.TryGetProperty("items", out var items))
        {
            inner = inner.Append(items);
        }

        return inner.SelectMany(Subschemas).Prepend(schema);
    }
}
