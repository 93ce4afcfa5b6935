namespace GraphSimulator.Tests.Insights;

/// <summary>The calls recorded on 2026-03-05 at 10:48 Pacific time, played again.</summary>
public sealed class RecordedEvidenceTests
{
    private static readonly DateTimeOffset RecordedAt = new(2026, 3, 5, 18, 48, 0, TimeSpan.Zero);

    [Fact]
    public async Task Dates_bring_the_days_from_since_up_to_but_without_until()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=week&since=2026-02-28&until=2026-03-04", version: "v23.0");

        Assert.Equal(["2026-03-01T08", "2026-03-02T08", "2026-03-03T08", "2026-03-04T08"], reply.EndTimes("page_views_total", "week"));
        AssertPrevious(reply, "2026-02-24T08:00:00Z", "2026-02-28T08:00:00Z");
    }

    [Fact]
    public async Task Since_alone_ends_at_yesterdays_midnight_although_later_points_exist()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=2025-12-05", version: "v23.0");

        var endTimes = reply.EndTimes("page_views_total");
        Assert.Equal(89, endTimes.Count);
        Assert.Equal("2025-12-06T08", endTimes[0]);
        Assert.Equal("2026-03-04T08", endTimes[^1]);
        AssertPrevious(reply, "2025-09-07T07:00:00Z", "2025-12-05T08:00:00Z");
    }

    [Fact]
    public async Task Since_today_alone_moves_the_window_back_to_one_point()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=2026-03-05", version: "v23.0");

        Assert.Equal(["2026-03-04T08"], reply.EndTimes("page_views_total"));
        AssertPrevious(reply, "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z");
    }

    [Fact]
    public async Task Unix_midnights_bring_untils_day_too_even_when_it_is_not_over()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=1772611200&until=1772697600", version: "v23.0");

        Assert.Equal(["2026-03-05T08", "2026-03-06T08"], reply.EndTimes("page_views_total"));
        AssertPrevious(reply, "2026-03-02T08:00:00Z", "2026-03-04T08:00:00Z");
        Assert.Null(reply.Next);
    }

    [Fact]
    public async Task The_unfinished_day_has_the_part_of_its_value_that_its_hours_make()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=1772697600&until=1772697600", version: "v23.0");

        var whole = Independent.Count(Simulator.One, "page_views_total", new DateOnly(2026, 3, 5));
        Assert.True(whole > 0);
        Assert.Equal([$"{whole * 10 / 24}"], reply.Values("page_views_total"));
        Assert.Equal(["2026-03-06T08"], reply.EndTimes("page_views_total"));
    }

    [Fact]
    public async Task Unix_since_alone_at_yesterdays_midnight_brings_the_day_before()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=1772611200", version: "v23.0");

        Assert.Equal(["2026-03-04T08"], reply.EndTimes("page_views_total"));
        AssertPrevious(reply, "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z");
    }

    [Fact]
    public async Task Without_period_page_follows_has_a_lifetime_entry_first_without_end_time_and_with_another_value()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=page_follows&since=2026-03-01&until=2026-03-03", version: "v23.0");

        Assert.Equal(["lifetime", "day", "week", "days_28"], reply.Data.EnumerateArray().Select(e => e.GetProperty("period").GetString()));
        Assert.Empty(reply.Entry("page_follows", "lifetime").GetProperty("values").EnumerateArray());

        reply = await simulator.InsightsAsync("metric=page_follows", version: "v23.0");
        var lifetime = Assert.Single(reply.Entry("page_follows", "lifetime").GetProperty("values").EnumerateArray());
        Assert.False(lifetime.TryGetProperty("end_time", out _));
        Assert.NotEqual(reply.Values("page_follows")[^1], lifetime.GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Post_metrics_on_a_Page_are_accepted_and_have_no_entry()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var reply = await simulator.InsightsAsync("metric=post_clicks,page_views_total,post_media_view&period=day", version: "v23.0");

        Assert.Equal(200, reply.Status);
        Assert.Equal(["page_views_total"], reply.Data.EnumerateArray().Select(e => e.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_metric_given_as_fields_counts_as_none_and_unknown_parameters_are_ignored()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: RecordedAt));

        var none = await simulator.InsightsAsync("fields=page_views_total&period=day", version: "v23.0");
        var ignored = await simulator.InsightsAsync("metric=page_views_total&period=day&limit=3&time_increment=1", version: "v23.0");

        Assert.Equal("Invalid query", none.Message);
        Assert.Equal(1504028, none.Subcode);
        Assert.Equal("No metric specified", none.Error.GetProperty("error_user_title").GetString());
        Assert.False(none.Error.GetProperty("is_transient").GetBoolean());
        Assert.Equal(200, ignored.Status);
    }

    private static void AssertPrevious(Reply reply, string since, string until)
        => Assert.Contains($"&since={DateTimeOffset.Parse(since).ToUnixTimeSeconds()}&until={DateTimeOffset.Parse(until).ToUnixTimeSeconds()}", reply.Previous, StringComparison.Ordinal);
}
