using GraphSimulator;
using GraphSimulator.Pages;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class CombinedStateTests
{
    private static readonly string[] Metrics = ["page_media_view"];
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public async Task A_Page_that_is_added_gets_a_backfill_of_its_own()
    {
        await using var scenario = await CombinedAsync(pages: 2);
        var reads = new Reads(scenario, CatalogBuilder.Incremental("page_insights"));
        await reads.NextAsync();

        scenario.World.AddPages(1);
        var output = await reads.NextAsync(new DateOnly(2026, 11, 24));

        Assert.Equal(
            ["1 2026-11-15 to 2026-11-23 page_media_view", "2 2026-11-15 to 2026-11-23 page_media_view", "3 2026-11-01 to 2026-11-23 page_media_view"],
            reads.Asked.Order(StringComparer.Ordinal));
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2, Page3], "day", First, scenario.Yesterday, Metrics)));
        Assert.Equal("2026-11-24T08:00:00Z", output.States[^1].EndTime);
    }

    [Fact]
    public async Task A_Page_that_vanishes_keeps_its_part_and_goes_on_from_it_when_it_is_back()
    {
        await using var scenario = await CombinedAsync(pages: 2);
        var reads = new Reads(scenario, CatalogBuilder.Incremental("page_insights"));
        var before = (await reads.NextAsync()).States[^1].Blob["pages"]![Page2]!.ToJsonString();
        var page = scenario.World.Pages[Page2];
        scenario.World.Pages.Remove(Page2);

        var without = await reads.NextAsync(new DateOnly(2026, 11, 26));
        Assert.Equal(before, without.States[^1].Blob["pages"]![Page2]!.ToJsonString());
        Assert.Equal("2026-11-22T08:00:00Z", without.States[^1].EndTime);
        Assert.Equal(["1 2026-11-15 to 2026-11-25 page_media_view"], reads.Asked);
        Assert.Equal((0, "INCOMPLETE"), (without.ExitCode, without.FinalStatus("page_insights")));

        scenario.World.Pages.Add(page);
        await reads.NextAsync(new DateOnly(2026, 11, 30));
        Assert.Contains("2 2026-11-15 to 2026-11-29 page_media_view", reads.Asked);
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, scenario.Yesterday, Metrics)));
    }

    [Fact]
    public async Task A_Page_whose_access_is_lost_keeps_its_part_while_the_others_go_on()
    {
        await using var scenario = await CombinedAsync(pages: 2);
        var reads = new Reads(scenario, CatalogBuilder.Incremental("page_insights"));
        var before = (await reads.NextAsync()).States[^1].Blob["pages"]![Page1]!.ToJsonString();
        scenario.World.Pages[Page1].Loss = PageLoss.RoleLost;

        var lost = await reads.NextAsync(new DateOnly(2026, 11, 26));
        Assert.Equal("INCOMPLETE", lost.FinalStatus("page_insights"));
        Assert.Equal(before, lost.States[^1].Blob["pages"]![Page1]!.ToJsonString());

        scenario.World.Pages[Page1].Loss = PageLoss.None;
        await reads.NextAsync(new DateOnly(2026, 11, 30));
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, scenario.Yesterday, Metrics)));
    }

    [Fact]
    public async Task The_cursor_is_the_earliest_of_the_Pages()
    {
        await using var scenario = await CombinedAsync(pages: 3);
        scenario.World.Pages[Page2].DataReadyThrough = new DateOnly(2026, 11, 18);

        var state = (await new Reads(scenario, CatalogBuilder.Incremental("page_insights")).NextAsync()).States[^1];

        Assert.Equal("2026-11-19T08:00:00Z", state.EndTime);
        Assert.Equal(
            ["2026-11-22T08:00:00Z", "2026-11-19T08:00:00Z", "2026-11-22T08:00:00Z"],
            state.Blob["pages"]!.AsObject().Select(page => page.Value!["end_time"]!.GetValue<string>()));
    }

    // The first Page's cursor was that of the whole until the second Page was read.
    [Fact]
    public async Task The_cursor_does_not_pass_a_Page_that_has_not_been_read_yet()
    {
        await using var scenario = await CombinedAsync(pages: 3);
        scenario.Config.With("concurrency", 1);

        var output = await new Reads(scenario, CatalogBuilder.Incremental("page_insights")).NextAsync();

        Assert.True(output.States.Count > 1);
        Assert.All(output.States.SkipLast(1), state => Assert.Equal("2026-11-01T07:00:00Z", state.EndTime));
        Assert.All(output.States, state => Assert.Equal([Page1, Page2, Page3], state.Blob["pages"]!.AsObject().Select(page => page.Key)));
        Assert.Equal("2026-11-22T08:00:00Z", output.States[^1].EndTime);
    }

    private static async Task<Scenario> CombinedAsync(int pages)
    {
        var scenario = await StartAsync(SimulatedWorld.Create(pages));
        Reads.Only(scenario, Metrics);
        scenario.Config.With("stream_layout", "combined").With("start_date", "2026-11-01");
        return scenario;
    }
}
