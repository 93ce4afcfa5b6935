using GraphSimulator.Insights;

namespace GraphSimulator.Tests.Insights;

public sealed class FreshnessTests
{
    private const string Metric = "page_media_view";
    private const string Query = "metric=page_media_view&period=day&since=2026-11-18&until=2026-11-23";

    [Fact]
    public async Task The_newest_day_is_missing_until_its_delay_is_over_and_the_unfinished_one_with_it()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Data.ReadyDelay = TimeSpan.FromHours(12);

        Assert.Equal("2026-11-21T08", (await simulator.InsightsAsync(Query)).EndTimes(Metric)[^1]);
        simulator.World.Now = new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);
        Assert.Equal(["2026-11-22T08", "2026-11-23T08"], (await simulator.InsightsAsync(Query)).EndTimes(Metric).TakeLast(2));
        simulator.World.Data.ShowsUnfinishedDay = false;
        Assert.Equal("2026-11-22T08", (await simulator.InsightsAsync(Query)).EndTimes(Metric)[^1]);
    }

    [Fact]
    public async Task The_last_day_can_be_named_for_the_world_a_Page_or_a_metric()
    {
        await using var simulator = await Simulator.StartAsync();
        var data = simulator.World.Data;
        data.ReadyThrough = new DateOnly(2026, 11, 20);
        simulator.World.Pages[Simulator.Two].DataReadyThrough = new DateOnly(2026, 11, 19);
        data.SetReadyThrough("page_follows", new DateOnly(2026, 11, 18));
        data.SetReadyThrough("page_follows", new DateOnly(2026, 11, 21), Simulator.Two);

        Assert.Equal("2026-11-21T08", (await simulator.InsightsAsync(Query)).EndTimes(Metric)[^1]);
        Assert.Equal("2026-11-20T08", (await simulator.InsightsAsync(Query, Simulator.Two)).EndTimes(Metric)[^1]);
        var follows = Query.Replace(Metric, "page_follows", StringComparison.Ordinal);
        Assert.Equal("2026-11-19T08", (await simulator.InsightsAsync(follows)).EndTimes("page_follows")[^1]);
        Assert.Equal("2026-11-22T08", (await simulator.InsightsAsync(follows, Simulator.Two)).EndTimes("page_follows")[^1]);
    }

    [Fact]
    public async Task The_last_two_days_are_corrected_day_by_day()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Data.RevisedDays = 2;
        var final = Independent.Count(Simulator.One, Metric, new DateOnly(2026, 11, 21));
        Assert.True(final > 100);
        const string OneDay = "metric=page_media_view&period=day&since=2026-11-21&until=2026-11-22";

        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            seen.AddRange((await simulator.InsightsAsync(OneDay)).Values(Metric));
            simulator.World.Now = simulator.World.Now.AddDays(1);
        }

        Assert.Equal([$"{final - (final / 10)}", $"{final - (final / 20)}", $"{final}"], seen);
    }

    [Fact]
    public async Task A_day_in_the_middle_can_be_missing_and_appear_later()
    {
        await using var simulator = await Simulator.StartAsync();
        var day = new DateOnly(2026, 11, 19);
        simulator.World.Data.Hide(new HiddenDays(day, day) { PageId = Simulator.One, AppearAt = simulator.World.Now.AddDays(2) });
        simulator.World.Data.Hide(new HiddenDays(day, day) { PageId = Simulator.Two, Metric = "page_follows" });

        Assert.DoesNotContain("2026-11-20T08", (await simulator.InsightsAsync(Query)).EndTimes(Metric));
        Assert.Contains("2026-11-20T08", (await simulator.InsightsAsync(Query, Simulator.Two)).EndTimes(Metric));
        simulator.World.Now = simulator.World.Now.AddDays(2);
        Assert.Contains("2026-11-20T08", (await simulator.InsightsAsync(Query)).EndTimes(Metric));
    }

    [Fact]
    public async Task A_value_can_be_corrected_at_a_time()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Data.Override(new ValueOverride(Metric, new DateOnly(2026, 11, 18), "7") { From = simulator.World.Now.AddHours(1) });

        Assert.NotEqual("7", (await simulator.InsightsAsync(Query)).Values(Metric)[0]);
        simulator.World.Now = simulator.World.Now.AddHours(1);
        Assert.Equal("7", (await simulator.InsightsAsync(Query)).Values(Metric)[0]);
    }
}
