using System.Text.Json.Nodes;
using Acceptance.Tests.Harness;
using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Repository;

/// <summary>The connector's manifest against what it promises: fixed values, and what discovery really gives.</summary>
public sealed class ManifestTests
{
    private static readonly JsonNode Manifest = RepositoryFiles.Manifest;

    [Theory]
    [InlineData("manifest_version", "\"1.0\"")]
    [InlineData("id", "\"conn::third_party::social::meta::facebook_pages::rest\"")]
    [InlineData("name", "\"Facebook Pages Insights Connector\"")]
    [InlineData("taxonomy", """{"origin":"third_party","source":"social","provider":"meta","product":"facebook_pages","method":"rest"}""")]
    [InlineData("runtime", """{"supported_runners":["lambda","fargate"],"network_patterns":["nat_allowlist"]}""")]
    public void The_values_that_others_go_by_are_fixed(string key, string value) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), Manifest[key]), Manifest[key]?.ToJsonString());

    [Fact]
    public void The_strategies_of_the_streams_are_fixed()
    {
        Assert.Equal("discovery", Manifest["streams"]!["strategy"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"key_strategy":"source_declared","cursor_strategy":"date_range"}"""), Manifest["streams"]!["defaults"]));
    }

    [Fact]
    public void The_id_is_made_of_the_taxonomy() =>
        Assert.Equal("conn::" + string.Join("::", Manifest["taxonomy"]!.AsObject().Select(pair => pair.Value!.GetValue<string>())), Manifest["id"]!.GetValue<string>());

    [Fact]
    public void Nobody_takes_it_for_a_low_code_manifest() =>
        Assert.Empty(Manifest.AsObject().Select(pair => pair.Key).Intersect(["type", "version", "check", "spec", "definitions", "dynamic_streams"]));

    [Fact]
    public async Task Discovery_gives_exactly_the_names_with_declared_keys_and_a_date_for_a_cursor()
    {
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 1));
        var run = new ConnectorRun(server.World, TimeProvider.System);
        var streams = new List<JsonObject>();
        foreach (var layout in new[] { "per_page", "combined" })
        {
            var config = new ConfigBuilder(server).With("stream_layout", layout).WithList("periods", "day", "week", "days_28").ToString();
            streams.AddRange((await run.DiscoverAsync(config)).Streams);
        }

        var names = streams.Select(stream => stream["name"]!.GetValue<string>().Replace(server.World.Pages[0].Id, "{page_id}", StringComparison.Ordinal)).Distinct();
        Assert.Equal(JsonWalk.Texts(Manifest["streams"]!["names"]).Order(), names.Order());
        Assert.All(streams, stream => Assert.NotEmpty(AnswerRules.Keys(stream)));
        Assert.All(streams.Where(stream => StreamNames.IsInsights(stream!["name"]!.GetValue<string>())), stream =>
        {
            var cursor = JsonWalk.Property(stream["json_schema"]!.AsObject(), JsonWalk.Texts(stream["default_cursor_field"]))!;
            Assert.Equal("date-time", cursor["format"]!.GetValue<string>());
            Assert.True(stream["source_defined_cursor"]!.GetValue<bool>());
        });
    }
}
