namespace GraphSimulator.Tests.Insights;

public sealed class PeriodTests
{
    [Fact]
    public async Task Without_period_come_the_days_of_all_then_the_weeks_then_the_28_days()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view,page_views_total&since=2026-11-01&until=2026-11-03");

        Assert.Equal(
            ["page_media_view day", "page_views_total day", "page_media_view week", "page_views_total week", "page_media_view days_28", "page_views_total days_28"],
            reply.Data.EnumerateArray().Select(e => $"{e.GetProperty("name")} {e.GetProperty("period")}"));
    }

    [Fact]
    public async Task Without_a_range_come_the_last_two_points_of_each()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view,page_views_total");

        Assert.Equal(6, reply.Data.GetArrayLength());
        Assert.All(reply.Data.EnumerateArray(), e => Assert.Equal(2, e.GetProperty("values").GetArrayLength()));
    }

    [Fact]
    public async Task The_last_two_points_are_those_that_exist()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Data.ReadyThrough = new DateOnly(2026, 11, 10);

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=day");

        Assert.Equal(["2026-11-10T08", "2026-11-11T08"], reply.EndTimes("page_media_view"));
    }

    [Theory]
    [InlineData("week", 7)]
    [InlineData("days_28", 28)]
    public async Task A_longer_period_has_one_point_a_day_which_sums_the_days_that_end_there(string period, int length)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync($"metric=page_media_view,page_total_media_view_unique,page_follows&period={period}&since=2026-11-01&until=2026-11-15");

        var days = Enumerable.Range(1, 14).Select(d => new DateOnly(2026, 11, d)).ToList();
        Assert.Equal(days.Select(d => Sum("page_media_view", d).ToString()), reply.Values("page_media_view", period));
        Assert.Equal(days.Select(d => (Sum("page_total_media_view_unique", d) * 3 / 4).ToString()), reply.Values("page_total_media_view_unique", period));
        Assert.Equal(days.Select(d => Independent.Snapshot(Simulator.One, "page_follows", d).ToString()), reply.Values("page_follows", period));

        long Sum(string metric, DateOnly last) => Enumerable.Range(0, length).Sum(i => Independent.Count(Simulator.One, metric, last.AddDays(-i)));
    }

    [Fact]
    public async Task Days_before_the_Pages_first_count_nothing_in_sums()
    {
        await using var simulator = await Simulator.StartAsync();
        var first = new DateOnly(2026, 11, 1);
        simulator.World.Pages[Simulator.One].DataStart = first;

        var reply = await simulator.InsightsAsync("metric=page_media_view&period=week&since=2026-10-25&until=2026-11-03");

        Assert.Equal(["2026-11-02T08", "2026-11-03T08"], reply.EndTimes("page_media_view", "week"));
        var one = Independent.Count(Simulator.One, "page_media_view", first);
        Assert.Equal([one.ToString(), (one + Independent.Count(Simulator.One, "page_media_view", first.AddDays(1))).ToString()], reply.Values("page_media_view", "week"));
    }

    [Fact]
    public async Task A_metric_of_days_only_is_accepted_for_weeks_and_has_no_points()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_daily_follows&period=week&since=2026-11-01&until=2026-11-03");

        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Values("page_daily_follows", "week"));
    }

    [Fact]
    public async Task Lifetime_is_accepted_and_short_without_a_range_and_empty_with_one()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Single((await simulator.InsightsAsync("metric=page_follows&period=lifetime")).Values("page_follows", "lifetime"));
        Assert.Empty((await simulator.InsightsAsync("metric=page_views_total&period=lifetime")).Values("page_views_total", "lifetime"));
        Assert.Empty((await simulator.InsightsAsync("metric=page_follows&period=lifetime&since=2026-11-01&until=2026-11-03")).Values("page_follows", "lifetime"));
    }

    [Fact]
    public async Task Lifetime_is_refused_for_two_metrics_and_breaks_a_third()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].HasMonetization = true;

        var hosted = await simulator.InsightsAsync("metric=page_video_views_by_uploaded_hosted&period=lifetime");
        var earnings = await simulator.InsightsAsync("metric=content_monetization_earnings&period=lifetime");
        var views = await simulator.InsightsAsync("metric=page_media_view&period=lifetime");

        Assert.Equal("(#100) For field 'insights': Param period must be one of {day, week, days_28}", hosted.Message);
        Assert.Equal((400, 100, null), earnings.Kind);
        Assert.Equal((500, 1, 99), views.Kind);
    }

    [Fact]
    public async Task A_period_that_does_not_exist_is_refused()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 100, null), (await simulator.InsightsAsync("metric=page_media_view&period=fortnight")).Kind);
    }

    [Fact]
    public async Task Months_are_for_the_one_metric_that_documents_them()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].HasMonetization = true;

        var reply = await simulator.InsightsAsync("metric=monetization_approximate_earnings&period=month&since=2026-09-15&until=2026-11-15");

        Assert.Equal(["2026-10-01T07", "2026-11-01T07"], reply.EndTimes("monetization_approximate_earnings", "month"));
        var cents = Enumerable.Range(1, 30).Sum(d => Independent.Count(Simulator.One, "monetization_approximate_earnings", new DateOnly(2026, 9, d)));
        Assert.Equal(cents, (long)(decimal.Parse(reply.Values("monetization_approximate_earnings", "month")[0]) * 100));
    }
}
