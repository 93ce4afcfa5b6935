using GraphSimulator;
using GraphSimulator.Faults;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class FullRefreshTests
{
    private static readonly string[] Metrics = ["page_media_view"];
    private static readonly DateOnly First = new(2026, 6, 1);

    [Theory]
    [InlineData("per_page", $"page_insights_{Page1}")]
    [InlineData("combined", "page_insights")]
    public async Task Without_a_state_it_reads_the_whole_range_and_writes_states_on_the_way(string layout, string stream)
    {
        await using var scenario = await StartingAsync(layout);
        var reads = new Reads(scenario, CatalogBuilder.FullRefresh(stream));

        var output = await reads.NextAsync();
        Assert.Equal(9, reads.Asked.Count);
        Assert.Equal(9, output.States.Select(state => state.EndTime).Distinct().Count());

        // A caller that wants everything anew gives no state.
        reads.State = null;
        await reads.NextAsync();
        Assert.Equal(9, reads.Asked.Count);
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", First, scenario.Yesterday, Metrics)));
    }

    [Fact]
    public async Task With_the_state_of_a_failed_attempt_it_goes_on_from_there()
    {
        await using var scenario = await StartingAsync("per_page");
        scenario.Config.With("max_attempts", 1);
        scenario.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with { Edge = "insights", AtMatch = 6 });
        var reads = new Reads(scenario, CatalogBuilder.FullRefresh($"page_insights_{Page1}"));

        var failed = await reads.NextAsync(exitCode: 1);
        Assert.Equal("INCOMPLETE", failed.FinalStatus($"page_insights_{Page1}"));
        await reads.NextAsync();

        // Five windows of twenty days were read; the lookback, and what is left.
        Assert.StartsWith("1 2026-09-02 to 2026-09-21", reads.Asked[0], StringComparison.Ordinal);
        Assert.Equal(5, reads.Asked.Count);
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", First, scenario.Yesterday, Metrics)));
    }

    private static async Task<Scenario> StartingAsync(string layout)
    {
        var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, Metrics);
        scenario.Config.With("stream_layout", layout).With("start_date", "2026-06-01").With("window_days", 20);
        return scenario;
    }
}
