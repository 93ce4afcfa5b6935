using GraphSimulator.Insights;

namespace GraphSimulator.Tests.Insights;

public sealed class MetricVerdictTests
{
    private const string BadMetric = "(#100) The value must be a valid insights metric";

    [Fact]
    public async Task One_dead_metric_fails_the_whole_call_and_is_not_named()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_media_view,page_impressions&period=day");

        Assert.Equal((400, 100, null), reply.Kind);
        Assert.Equal(BadMetric, reply.Message);
    }

    [Theory]
    [InlineData("page_engaged_users", "2024-03-14")]
    [InlineData("page_impressions_organic_v2", "2024-09-16")]
    [InlineData("page_impressions", "2025-11-15")]
    [InlineData("page_fans", "2025-11-15")]
    [InlineData("page_impressions_unique", "2026-06-15")]
    [InlineData("page_video_views_unique", "2026-06-15")]
    public async Task A_metric_answers_until_the_Pacific_day_of_its_removal_on_every_version(string metric, string removal)
    {
        var midnight = GraphSimulator.Time.PacificCalendar.MidnightOf(DateOnly.Parse(removal));
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(days: 30, now: midnight.AddSeconds(-1)));

        var before = await simulator.InsightsAsync($"metric={metric}&period=day");
        simulator.World.Now = midnight;
        var after = await simulator.InsightsAsync($"metric={metric}&period=day", version: "v18.0");

        Assert.Equal(2, before.Values(metric).Count);
        Assert.Equal(BadMetric, after.Message);
    }

    [Fact]
    public async Task A_metric_removed_with_a_version_answers_on_an_older_one_while_that_lives()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: new DateTimeOffset(2025, 12, 1, 18, 0, 0, TimeSpan.Zero)));

        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_video_views_10s&period=day", version: "v18.0")).Status);
        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_video_views_10s&period=day", version: "v19.0")).Message);
        simulator.World.Now = new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_video_views_10s&period=day", version: "v18.0")).Message);
    }

    [Fact]
    public async Task Every_metric_said_to_be_alive_answers_with_its_periods()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].HasMonetization = true;
        var alive = MetricCatalog.All.Values.Where(m => m is { RemovedOn: null, RemovedInVersion: null, IsOfPosts: false }).ToList();
        Assert.InRange(alive.Count, 38, 42);

        foreach (var metric in alive)
        {
            foreach (var period in metric.Periods.Where(p => p is Period.Day or Period.Week or Period.Days28))
            {
                var reply = await simulator.InsightsAsync($"metric={metric.Name}&period={PeriodNames.NameOf(period)}&since=2026-11-01&until=2026-11-05");
                Assert.True(reply.Status == 200, $"{metric.Name} {period}: {reply.Text}");
                Assert.Equal(4, reply.Values(metric.Name, PeriodNames.NameOf(period)).Count);
            }
        }
    }

    [Fact]
    public async Task A_metric_may_be_valid_on_one_Page_and_not_on_another()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Metrics.Refuse("page_views_total", Simulator.Two);

        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_views_total&period=day")).Status);
        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_views_total&period=day", Simulator.Two)).Message);
    }

    [Fact]
    public async Task A_metric_may_die_at_a_date_or_at_a_call()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Metrics.Refuse("page_views_total", from: simulator.World.Now.AddHours(1));
        simulator.World.Metrics.Add(new MetricRule("page_follows", MetricVerdict.Refused) { PageId = Simulator.Two, FromPageCall = 2 });

        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_views_total&period=day")).Status);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows&period=day", Simulator.Two)).Status);
        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_follows&period=day", Simulator.Two)).Message);
        simulator.World.Now = simulator.World.Now.AddHours(1);
        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_views_total&period=day")).Message);
    }

    [Fact]
    public async Task A_metric_may_be_left_out_silently()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Metrics.LeaveOut("page_views_total");

        var reply = await simulator.InsightsAsync("metric=page_views_total,page_follows&period=day");

        Assert.Equal(["page_follows"], reply.Data.EnumerateArray().Select(e => e.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_name_nobody_knows_is_refused_unless_the_world_allows_it()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(BadMetric, (await simulator.InsightsAsync("metric=page_new_thing&period=day")).Message);
        simulator.World.Metrics.Allow("page_new_thing");
        Assert.Equal(2, (await simulator.InsightsAsync("metric=page_new_thing&period=day")).Values("page_new_thing").Count);
    }

    [Fact]
    public async Task No_metric_at_all_is_3001()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 3001, 1504028), (await simulator.InsightsAsync("period=day")).Kind);
    }

    [Theory]
    [InlineData("page_daily_video_ad_break_earnings_by_crosspost_status")]
    [InlineData("page_daily_video_ad_break_ad_impressions_by_crosspost_status")]
    [InlineData("creator_monetization_qualified_views")]
    [InlineData("content_monetization_earnings")]
    public async Task What_a_Page_earns_needs_a_right_without_which_the_whole_call_fails(string metric)
    {
        await using var simulator = await Simulator.StartAsync();

        var without = await simulator.InsightsAsync($"metric=page_follows,{metric}&period=day");
        simulator.World.Pages[Simulator.One].HasMonetization = true;
        var with = await simulator.InsightsAsync($"metric=page_follows,{metric}&period=day");

        Assert.Equal((403, 200, null), without.Kind);
        Assert.Equal("Monetization metrics are only visible for Page admins with access to monetization insights", without.Message);
        Assert.Equal(200, with.Status);
    }
}
