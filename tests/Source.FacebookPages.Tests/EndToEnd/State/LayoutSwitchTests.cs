using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class LayoutSwitchTests
{
    private static readonly string[] Metrics = ["page_media_view"];
    private static readonly string PerPage = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page2}");
    private static readonly string Combined = CatalogBuilder.Incremental("page_insights");

    [Fact]
    public async Task The_combined_stream_goes_on_where_the_streams_of_the_Pages_ended()
    {
        await using var scenario = await StartingAsync();
        var before = new Reads(scenario, PerPage);
        await before.NextAsync();

        scenario.Config.With("stream_layout", "combined");
        var after = new Reads(scenario, Combined) { State = before.State };
        var output = await after.NextAsync(new DateOnly(2026, 11, 24));

        Assert.Equal(["1 2026-11-15 to 2026-11-23 page_media_view", "2 2026-11-15 to 2026-11-23 page_media_view"], after.Asked.Order(StringComparer.Ordinal));
        Assert.Contains($"page_insights_{Page1}, page_insights_{Page2}", output.Said("INFO"), StringComparison.Ordinal);
        Assert.Equal(["page_insights"], output.States.Select(state => state.Stream).Distinct());
        Assert.Equal([Page1, Page2], output.States[^1].Blob["pages"]!.AsObject().Select(page => page.Key));
    }

    [Fact]
    public async Task The_streams_of_the_Pages_go_on_where_the_combined_stream_ended()
    {
        await using var scenario = await StartingAsync();
        scenario.Config.With("stream_layout", "combined");
        var before = new Reads(scenario, Combined);
        await before.NextAsync();

        scenario.Config.With("stream_layout", "per_page");
        var after = new Reads(scenario, PerPage) { State = before.State };
        var output = await after.NextAsync(new DateOnly(2026, 11, 24));

        Assert.Equal(["1 2026-11-15 to 2026-11-23 page_media_view", "2 2026-11-15 to 2026-11-23 page_media_view"], after.Asked.Order(StringComparer.Ordinal));
        Assert.Contains("page_insights,", output.Said("INFO"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_of_its_own_counts_more_than_that_of_the_other_layout()
    {
        await using var scenario = await StartingAsync();
        var early = new Reads(scenario, PerPage);
        await early.NextAsync();
        scenario.Config.With("stream_layout", "combined");
        var late = new Reads(scenario, Combined) { State = early.State };
        await late.NextAsync(new DateOnly(2026, 12, 10));

        await late.NextAsync(new DateOnly(2026, 12, 11));
        Assert.All(late.Asked, asked => Assert.Contains(" 2026-12-03 to 2026-12-10", asked, StringComparison.Ordinal));

        scenario.Config.With("stream_layout", "per_page");
        var back = new Reads(scenario, PerPage) { State = late.State };
        await back.NextAsync(new DateOnly(2026, 12, 12));
        Assert.All(back.Asked, asked => Assert.Contains(" 2026-11-15 to 2026-12-11", asked, StringComparison.Ordinal));
    }

    // The taken-over part was in use, and not in the state as long as nothing new was read.
    [Fact]
    public async Task What_was_taken_over_is_in_the_new_state_even_if_nothing_can_be_read()
    {
        await using var scenario = await StartingAsync();
        var before = new Reads(scenario, CatalogBuilder.Incremental($"page_insights_{Page1}"));
        await before.NextAsync();
        scenario.Config.With("stream_layout", "combined").WithList("page_ids", Page2);
        var combined = new Reads(scenario, Combined);
        await combined.NextAsync();

        scenario.Config.WithList("page_ids", Page1, Page2);
        foreach (var page in scenario.World.Pages.All)
        {
            page.Loss = GraphSimulator.Pages.PageLoss.RoleLost;
        }

        var both = new Reads(scenario, Combined) { State = new JsonArray([.. new[] { before.State, combined.State }.SelectMany(state => JsonNode.Parse(state!)!.AsArray()).Select(item => item!.DeepClone())]).ToJsonString() };
        var output = await both.NextAsync();

        Assert.Equal([Page1, Page2], Assert.Single(output.States).Blob["pages"]!.AsObject().Select(page => page.Key));
        Assert.Equal("2026-11-22T08:00:00Z", output.States[0].EndTime);
    }

    private static async Task<Scenario> StartingAsync()
    {
        var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        Reads.Only(scenario, Metrics);
        scenario.Config.With("start_date", "2026-11-01");
        scenario.World.UserToken.ExpiresAt = null;
        return scenario;
    }
}
