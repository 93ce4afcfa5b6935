using GraphSimulator;
using GraphSimulator.Time;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class RunsInTimeTests
{
    private static readonly string[] Metrics = ["page_media_view"];
    private static readonly DateOnly First = new(2026, 9, 1);
    private static readonly string Catalog = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page2}");

    [Fact]
    public async Task Midnight_that_passes_during_a_read_changes_nothing()
    {
        // A minute before midnight in Los Angeles, after the first call a minute after it.
        var evening = new DateTimeOffset(2026, 11, 23, 7, 59, 0, TimeSpan.Zero);
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2, now: evening));
        scenario.Config.With("window_days", 10).With("concurrency", 1);
        var calls = 0;
        scenario.World.Schedule.When(call => call.AsksInsights && ++calls > 3, () => scenario.World.Now = evening.AddMinutes(2));
        var reads = new Reads(scenario, Catalog);

        var output = await reads.NextAsync();

        Assert.Equal(new DateOnly(2026, 11, 23), scenario.World.Today);
        Assert.Equal(2, reads.Asked.Count(asked => asked.Contains("to 2026-11-21", StringComparison.Ordinal)));
        Assert.DoesNotContain(reads.Asked, asked => asked.Contains("2026-11-22", StringComparison.Ordinal));
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, new DateOnly(2026, 11, 21), Metrics)));
        Assert.All(output.States.GroupBy(state => state.Stream), states => Assert.Equal("2026-11-22T08:00:00Z", states.Last().EndTime));

        await reads.NextAsync();
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, new DateOnly(2026, 11, 22), Metrics)));
    }

    [Fact]
    public async Task Two_reads_at_once_from_the_same_state_lose_nothing_whichever_state_is_kept()
    {
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2));
        var reads = new Reads(scenario, Catalog);
        await reads.NextAsync();
        scenario.World.Now = scenario.World.Now.AddDays(9);
        scenario.Config.With("window_days", 3);

        var both = await Task.WhenAll(scenario.ReadAsync(Catalog, reads.State), scenario.ReadAsync(Catalog, reads.State));

        foreach (var kept in both)
        {
            var union = new Union();
            foreach (var output in both.Prepend(await scenario.ReadAsync(Catalog)))
            {
                union.Add(output);
            }

            scenario.World.Now = scenario.World.Now.AddDays(1);
            union.Add(await scenario.ReadAsync(Catalog, kept.StateFile(reads.State)));
            Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, scenario.Yesterday, Metrics)));
        }
    }

    [Fact]
    public async Task A_state_that_lies_in_the_future_is_kept_to_the_letter_and_said()
    {
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2));
        var reads = new Reads(scenario, Catalog);
        await reads.NextAsync();
        var before = reads.State;
        scenario.World.Now = scenario.World.Now.AddDays(-4);

        var output = await reads.NextAsync();

        Assert.Empty(reads.Asked);
        Assert.Empty(output.Records);
        Assert.Equal(
            System.Text.Json.Nodes.JsonNode.Parse(before!)!.AsArray().Select(state => state!["stream"]!.ToJsonString()),
            System.Text.Json.Nodes.JsonNode.Parse(reads.State!)!.AsArray().Select(state => state!["stream"]!.ToJsonString()));
        Assert.Equal(2, output.Logs.Count(log => log.Level == "WARN" && log.Message.Contains("lies in the future", StringComparison.Ordinal)));
        Assert.All(["COMPLETE", "COMPLETE"], status => Assert.Contains(output.Statuses, one => one.Status == status));

        // The clock is right again, and more.
        await reads.NextAsync(new DateOnly(2026, 11, 30));
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, scenario.Yesterday, Metrics)));
    }

    // Taken before its end, the value of the unfinished day is a part; the lookback puts it right.
    [Fact]
    public async Task A_clock_ahead_takes_the_unfinished_day_for_whole_until_the_next_read()
    {
        var clock = new SimulatedClock(SimulatedWorld.DefaultNow);
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2), clock);
        var reads = new Reads(scenario, Catalog);
        clock.Set(clock.GetUtcNow().AddDays(1));
        await reads.NextAsync();

        scenario.World.Now = SimulatedWorld.DefaultNow.AddDays(2);
        clock.Set(scenario.World.Now);
        await reads.NextAsync();

        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", First, scenario.Yesterday, Metrics)));
    }

    [Theory]
    [InlineData("2001-01-01", 1)]
    [InlineData("2024-11-21", 1)]
    [InlineData("2024-11-22", 0)]
    public async Task A_start_before_what_Facebook_keeps_is_moved_with_one_warning(string start, int warnings)
    {
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("start_date", start);
        var reads = new Reads(scenario, Catalog);

        var output = await reads.NextAsync();

        Assert.Equal(warnings, output.Logs.Count(log => log.Level == "WARN"));
        Assert.Equal(warnings, output.Logs.Count(log => log.Level == "WARN" && log.Message.Contains($"start_date {start} lies before what Facebook keeps", StringComparison.Ordinal) && log.Message.Contains("2024-11-22", StringComparison.Ordinal)));
        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2], "day", new DateOnly(2024, 11, 22), scenario.Yesterday, Metrics)));
    }

    // The days before the hole were within the lookback, and only those behind it were read again.
    [Fact]
    public async Task A_correction_before_a_hole_within_the_lookback_is_seen()
    {
        await using var scenario = await StartingAsync(SimulatedWorld.Create(pages: 2));
        var reads = new Reads(scenario, Catalog);
        scenario.Config.With("start_date", "2026-10-20").With("end_date", "2026-11-05");
        await reads.NextAsync();
        scenario.Config.With("start_date", "2026-11-12").With("end_date", null);
        await reads.NextAsync();
        scenario.World.Data.Override(new GraphSimulator.Insights.ValueOverride("page_media_view", new DateOnly(2026, 11, 1), "777777") { PageId = Page2 });

        scenario.Config.With("start_date", "2026-10-20").With("lookback_window_days", 25);
        await reads.NextAsync();

        var truth = ExpectedInsights.Of([Page1, Page2], "day", new DateOnly(2026, 10, 20), scenario.Yesterday, Metrics);
        truth[(Page2, "page_media_view", "day", "2026-11-02T08:00:00Z")] = "777777";
        Assert.Empty(reads.Union.DifferencesFrom(truth));
    }

    private static async Task<Scenario> StartingAsync(SimulatedWorld world, TimeProvider? clock = null)
    {
        var scenario = await StartAsync(world, clock);
        Reads.Only(scenario, Metrics);
        scenario.Config.With("start_date", "2026-09-01");
        return scenario;
    }
}
