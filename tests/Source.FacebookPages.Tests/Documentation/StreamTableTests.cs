using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Tests.Documentation;

public class StreamTableTests
{
    private const string PageId = "100000000000001";

    private static readonly MarkdownFile Readme = MarkdownFile.Load("README.md");

    [Fact]
    public void The_streams_are_those_of_the_catalog_in_its_order()
    {
        var rows = Readme.Table("stream", "when", "sync modes", "primary key", "cursor");

        Assert.Equal(
            Streams(StreamLayout.PerPage).Concat(Streams(StreamLayout.Combined).Where(stream => stream.Name.StartsWith("page_insights", StringComparison.Ordinal))).Select(Row),
            rows.Select(row => string.Join(" | ", row[0], row[2], row[3], row[4])));
    }

    [Fact]
    public void The_fields_of_a_record_are_those_of_its_schema_in_its_order()
    {
        var rows = Readme.Table("field", "type", "meaning");

        using var schema = JsonDocument.Parse(InsightsSchema.Write([]));
        Assert.Equal(
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(field => $"`{field.Name}` {TypeOf(field.Value)}"),
            rows.Select(row => $"{row[0]} {row[1]}"));
    }

    private static IReadOnlyList<AirbyteStream> Streams(StreamLayout layout) => StreamCatalog.Build(
        [PageId],
        new SourceConfig
        {
            Credentials = new AccessTokenCredentials(new AccessToken("EAAtoken"), null, null),
            StreamLayout = layout,
            Periods = [InsightsPeriod.Day, InsightsPeriod.Week, InsightsPeriod.Days28],
        },
        []);

    private static string Row(AirbyteStream stream) => string.Join(
        " | ",
        $"`{stream.Name.Replace(PageId, "<page_id>", StringComparison.Ordinal)}`",
        string.Join(", ", stream.SupportedSyncModes.Select(mode => mode == SyncMode.FullRefresh ? "`full_refresh`" : "`incremental`")),
        string.Join(", ", stream.PrimaryKey!.Select(field => $"`{field}`")),
        stream.CursorField is { } cursor ? $"`{cursor}`" : "–");

    private static string TypeOf(JsonElement field)
    {
        var type = field.GetProperty("type");
        var name = type.ValueKind == JsonValueKind.Array
            ? string.Join(" or ", type.EnumerateArray().Select(one => one.GetString()).OrderBy(one => one == "null"))
            : type.GetString();
        return field.TryGetProperty("format", out var format) ? $"{name}, {format.GetString()}" : name!;
    }
}
