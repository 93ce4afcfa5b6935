namespace GraphSimulator.Tests.Insights;

public sealed class RangeTests
{
    [Fact]
    public async Task More_than_93_days_are_refused_with_title_and_explanation()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-07-01&until=2026-10-03");

        Assert.Equal((400, 100, 1504016), reply.Kind);
        Assert.Equal("Invalid date range", reply.Error.GetProperty("error_user_title").GetString());
        Assert.Equal("There cannot be more than 93 days (8035200 s) between since and until", reply.Error.GetProperty("error_user_msg").GetString());
        Assert.False(reply.Error.GetProperty("is_transient").GetBoolean());
    }

    [Theory]
    [InlineData(93, "2026-07-01", "2026-10-02", 200)]
    [InlineData(93, "2026-08-14", "2026-11-15", 400)]
    [InlineData(90, "2026-07-01", "2026-09-29", 200)]
    [InlineData(90, "2026-07-01", "2026-09-30", 400)]
    [InlineData(90, "2026-08-14", "2026-11-12", 200)]
    public async Task The_limit_is_93_days_of_seconds_or_as_many_calendar_days_as_set(int longest, string since, string until, int status)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.LongestRangeDays = longest;
        Assert.Equal(status, (await simulator.InsightsAsync($"metric=page_media_view&period=day&since={since}&until={until}")).Status);
    }

    [Fact]
    public async Task Since_alone_brings_everything_there_is_in_one_answer()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2023-01-01");

        var endTimes = reply.EndTimes("page_media_view");
        Assert.Equal("2023-07-19T07", endTimes[0]);
        Assert.Equal("2026-11-21T08", endTimes[^1]);
        Assert.Equal(new DateOnly(2026, 11, 20).DayNumber - new DateOnly(2023, 7, 18).DayNumber + 1, endTimes.Count);
    }

    [Fact]
    public async Task A_window_before_all_data_is_empty_and_has_paging()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2020-01-01&until=2020-02-01");

        Assert.Equal(200, reply.Status);
        Assert.Equal(0, reply.Data.GetArrayLength());
        Assert.NotNull(reply.Previous);
        Assert.NotNull(reply.Next);
    }

    [Fact]
    public async Task Ranges_of_more_than_two_years_ago_can_be_an_error()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.RefusesOldRanges = true;

        Assert.Equal("(#100) since param is not valid. Metrics data is available for the last 2 years", (await simulator.InsightsAsync("metric=page_media_view&period=day&since=2024-11-21&until=2024-11-30")).Message);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_media_view&period=day&since=2024-11-22&until=2024-11-30")).Status);
    }

    [Fact]
    public async Task Previous_and_next_are_neighbours_and_never_end()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(days: 10));
        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-19&until=2026-11-22");
        for (var i = 0; i < 8; i++)
        {
            Assert.NotNull(reply.Previous);
            reply = await simulator.GetAsync(reply.Previous!);
        }

        Assert.Equal(0, reply.Data.GetArrayLength());
        Assert.NotNull(reply.Previous);
        Assert.Equal(8, simulator.Server.Journal.Entries.Count(e => e.FollowedInsightsPaging));
    }

    [Fact]
    public async Task The_window_that_holds_today_has_no_next_and_those_beyond_it_have_one_again()
    {
        await using var simulator = await Simulator.StartAsync();

        var past = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-19&until=2026-11-22");
        var present = await simulator.GetAsync(past.Next!);
        var future = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-25&until=2026-11-28");

        Assert.Equal(["2026-11-23T08"], present.EndTimes("page_media_view"));
        Assert.Null(present.Next);
        Assert.Equal(0, future.Data.GetArrayLength());
        Assert.NotNull(future.Next);

        simulator.World.PagingNeverEnds = true;
        Assert.NotNull((await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-19&until=2026-11-23")).Next);
    }
}
