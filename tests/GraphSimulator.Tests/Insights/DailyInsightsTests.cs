namespace GraphSimulator.Tests.Insights;

public sealed class DailyInsightsTests
{
    [Fact]
    public async Task A_window_over_the_autumn_switch_has_one_point_a_day_and_paging_by_calendar_days()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view,page_post_engagements&period=day&since=2026-11-01&until=2026-11-03");

        Assert.Equal(["page_media_view", "page_post_engagements"], reply.Data.EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(["2026-11-02T08", "2026-11-03T08"], reply.EndTimes("page_media_view"));
        Assert.EndsWith("&since=1793343600&until=1793516400", reply.Previous, StringComparison.Ordinal);
        Assert.EndsWith("&since=1793692800&until=1793865600", reply.Next, StringComparison.Ordinal);
        var entry = reply.Entry("page_media_view");
        Assert.StartsWith("Daily ", entry.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Daily: ", entry.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(Simulator.One + "/insights/page_media_view/day", entry.GetProperty("id").GetString());
        Assert.Equal("2026-11-02T08:00:00+0000", entry.GetProperty("values")[0].GetProperty("end_time").GetString());
    }

    [Fact]
    public async Task The_spring_switch_moves_end_time_by_an_hour()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-03-07&until=2026-03-10");

        Assert.Equal(["2026-03-08T08", "2026-03-09T07", "2026-03-10T07"], reply.EndTimes("page_media_view"));
    }

    [Fact]
    public async Task The_autumn_switch_moves_it_back()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-10-30&until=2026-11-03");

        Assert.Equal(["2026-10-31T07", "2026-11-01T07", "2026-11-02T08", "2026-11-03T08"], reply.EndTimes("page_media_view"));
    }

    [Fact]
    public async Task Since_at_UTC_midnight_lies_in_the_Pacific_day_before()
    {
        await using var simulator = await Simulator.StartAsync();
        var since = new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        var reply = await simulator.InsightsAsync($"metric=page_media_view&period=day&since={since}&until={since + 86400}");

        Assert.Equal("2026-11-10T08", reply.EndTimes("page_media_view")[0]);
    }

    [Theory]
    [InlineData("1795334400000")]
    [InlineData("2026-11-01T00:00:00%2B00:00")]
    [InlineData("2026-11-01T00:00:00Z")]
    [InlineData("next-tuesday-or-so")]
    public async Task Times_that_strtotime_does_not_read_are_refused(string since)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync($"metric=page_media_view&period=day&since={since}&until=2026-11-20");

        Assert.Equal((400, 100, null), reply.Kind);
        Assert.Contains("parseable by strtotime()", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("since=3 days ago&until=today", 3)]
    [InlineData("since=-3 days&until=now", 3)]
    [InlineData("since=2026-11-18 00:00:00&until=2026-11-20 00:00", 2)]
    [InlineData("date_preset=last_7d", 7)]
    [InlineData("date_preset=yesterday", 1)]
    [InlineData("date_preset=last_week_mon_sun", 7)]
    [InlineData("date_preset=last_month", 31)]
    public async Task Words_and_presets_name_ranges(string range, int points)
    {
        await using var simulator = await Simulator.StartAsync();
        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day&" + range.Replace(" ", "%20", StringComparison.Ordinal));
        Assert.Equal(points, reply.Values("page_media_view").Count);
    }

    [Fact]
    public async Task A_preset_is_ignored_beside_since_and_an_unknown_one_is_refused()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(2, (await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-01&until=2026-11-03&date_preset=last_7d")).Values("page_media_view").Count);
        Assert.Equal((400, 100, null), (await simulator.InsightsAsync("metric=page_media_view&period=day&date_preset=last_century")).Kind);
    }

    [Fact]
    public async Task Since_must_not_be_after_until()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 100, null), (await simulator.InsightsAsync("metric=page_media_view&period=day&since=2026-11-05&until=2026-11-03")).Kind);
    }

    [Fact]
    public async Task The_path_form_and_a_JSON_list_of_metrics_give_the_same()
    {
        await using var simulator = await Simulator.StartAsync();
        const string Range = "since=2026-11-01&until=2026-11-05";
        var plain = await simulator.InsightsAsync("metric=page_media_view&period=day&" + Range);

        var byPath = await simulator.GetAsync($"/v26.0/{Simulator.One}/insights/page_media_view/day?{Range}", simulator.PageToken());
        var byList = await simulator.InsightsAsync("metric=%5B%22page_media_view%22%5D&period=day&" + Range);
        var byMe = await simulator.GetAsync($"/v26.0/me/insights?metric=page_media_view&period=day&{Range}", simulator.PageToken());

        Assert.Equal(plain.Data.GetRawText(), byPath.Data.GetRawText());
        Assert.Equal(plain.Data.GetRawText(), byList.Data.GetRawText());
        Assert.Equal(plain.Data.GetRawText(), byMe.Data.GetRawText());
    }

    [Fact]
    public async Task The_text_of_the_documentation_comes_when_asked_for()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.False((await simulator.InsightsAsync("metric=page_follows&period=day")).Entry("page_follows").TryGetProperty("description_from_api_doc", out _));
        Assert.True((await simulator.InsightsAsync("metric=page_follows&period=day&show_description_from_api_doc=true")).Entry("page_follows").TryGetProperty("description_from_api_doc", out _));
    }

    [Fact]
    public async Task Each_rule_for_until_that_was_ever_suspected_can_be_switched_on()
    {
        await using var simulator = await Simulator.StartAsync();
        const string Dates = "since=2026-11-10&until=2026-11-12";
        const string Unix = "since=1794297600&until=1794470400";

        Assert.Equal((2, 3), await CountAsync(GraphSimulator.Insights.UntilRule.Recorded));
        Assert.Equal((2, 2), await CountAsync(GraphSimulator.Insights.UntilRule.EndTimeUpToUntil));
        Assert.Equal((1, 1), await CountAsync(GraphSimulator.Insights.UntilRule.EndTimeBeforeUntil));
        Assert.Equal((3, 3), await CountAsync(GraphSimulator.Insights.UntilRule.UntilsDayIncluded));
        Assert.Equal((2, 3), await CountAsync(GraphSimulator.Insights.UntilRule.UtcDates));

        async Task<(int, int)> CountAsync(GraphSimulator.Insights.UntilRule rule)
        {
            simulator.World.UntilRule = rule;
            return (await PointsAsync(Dates), await PointsAsync(Unix));
        }

        async Task<int> PointsAsync(string range) => (await simulator.InsightsAsync("metric=page_media_view&period=day&" + range)).Values("page_media_view").Count;
    }
}
