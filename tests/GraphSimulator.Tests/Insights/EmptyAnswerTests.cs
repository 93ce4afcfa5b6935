namespace GraphSimulator.Tests.Insights;

public sealed class EmptyAnswerTests
{
    private const string Query = "metric=page_media_view&period=day&since=2026-11-01&until=2026-11-10";

    [Fact]
    public async Task Under_a_hundred_likes_there_is_nothing_or_an_error()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Section12());

        await AssertEmptyAsync(simulator, "100000000000003");
        simulator.World.FewLikesAreAnError = true;
        Assert.Equal((400, 2874008, null), (await simulator.InsightsAsync(Query, "100000000000003")).Kind);
    }

    [Fact]
    public async Task An_unpublished_Page_keeps_its_last_five_days_only()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Section12());

        await AssertEmptyAsync(simulator, "100000000000005");
        var recent = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-10&until=2026-11-22", "100000000000005");
        Assert.Equal(["2026-11-18T08", "2026-11-19T08", "2026-11-20T08", "2026-11-21T08", "2026-11-22T08"], recent.EndTimes("page_media_view"));
        Assert.False((await simulator.AsUserAsync("/v26.0/100000000000005?fields=is_published")).Json.GetProperty("is_published").GetBoolean());
    }

    [Fact]
    public async Task Without_read_insights_there_is_nothing_and_no_error()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.RemoveScope("read_insights");
        await AssertEmptyAsync(simulator, Simulator.One);
    }

    [Fact]
    public async Task With_lapsed_data_access_there_is_nothing_and_no_error()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].Token.DataAccessExpiresAt = simulator.World.Now.AddDays(-1);

        await AssertEmptyAsync(simulator, Simulator.One);
        Assert.Equal(1, (await simulator.InsightsAsync(Query, Simulator.Two)).Data.GetArrayLength());
    }

    [Fact]
    public async Task Without_pages_read_engagement_or_the_task_to_analyse_it_is_refused()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].Tasks = ["MODERATE"];
        Assert.Equal((403, 200, null), (await simulator.InsightsAsync(Query)).Kind);

        simulator.World.UserToken.RemoveScope("pages_read_engagement");
        Assert.Equal((400, 10, null), (await simulator.InsightsAsync(Query, Simulator.Two)).Kind);
    }

    private static async Task AssertEmptyAsync(Simulator simulator, string pageId)
    {
        var reply = await simulator.InsightsAsync(Query, pageId);
        Assert.Equal(200, reply.Status);
        Assert.Equal(0, reply.Data.GetArrayLength());
        Assert.NotNull(reply.Previous);
        Assert.NotNull(reply.Next);
    }
}
