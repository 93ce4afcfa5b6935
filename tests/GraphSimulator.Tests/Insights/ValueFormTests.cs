using System.Text.Json;

namespace GraphSimulator.Tests.Insights;

public sealed class ValueFormTests
{
    private static readonly string[] Reactions = ["like", "love", "wow", "haha", "sorry", "anger"];

    [Fact]
    public async Task Ninety_days_of_every_live_metric_are_what_the_documented_formula_gives()
    {
        await using var simulator = await Simulator.StartAsync();
        string[] counts =
        [
            "page_total_actions", "page_post_engagements", "page_daily_follows", "page_daily_follows_unique", "page_daily_unfollows_unique", "page_lifetime_engaged_followers_unique", "page_media_view",
            "page_total_media_view_unique", "page_actions_post_reactions_like_total", "page_video_views", "page_video_complete_views_30s_unique", "page_views_total",
        ];

        var reply = await simulator.InsightsAsync($"metric={string.Join(',', counts)},page_follows,page_video_view_time&period=day&since=2026-08-24&until=2026-11-22");

        var days = Enumerable.Range(0, 90).Select(i => new DateOnly(2026, 8, 24).AddDays(i)).ToList();
        foreach (var metric in counts)
        {
            Assert.Equal(days.Select(d => Independent.Count(Simulator.One, metric, d).ToString()), reply.Values(metric));
        }

        Assert.Equal(days.Select(d => Independent.Snapshot(Simulator.One, "page_follows", d).ToString()), reply.Values("page_follows"));
        Assert.Equal(days.Select(d => Independent.Count(Simulator.One, "page_video_view_time", d, 10_000_000_000).ToString()), reply.Values("page_video_view_time"));
        Assert.Contains(reply.Values("page_video_view_time"), v => long.Parse(v) > uint.MaxValue);
    }

    [Fact]
    public async Task The_answers_printed_in_the_documentation_hold()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].HasMonetization = true;

        var day = await simulator.InsightsAsync("metric=page_media_view,page_video_view_time,page_follows,page_actions_post_reactions_total,content_monetization_earnings,monetization_approximate_earnings&period=day&since=2026-11-21&until=2026-11-22");
        var week = await simulator.InsightsAsync("metric=page_media_view,page_total_media_view_unique&period=week&since=2026-11-21&until=2026-11-22");

        Assert.Equal(["4960"], day.Values("page_media_view"));
        Assert.Equal(["5754794542"], day.Values("page_video_view_time"));
        Assert.Equal(["88842"], day.Values("page_follows"));
        Assert.Equal(["""{"love":26,"wow":178,"haha":158,"sorry":198,"anger":114}"""], day.Values("page_actions_post_reactions_total"));
        Assert.Equal(["""{"currency":"USD","microAmount":1705648}"""], day.Values("content_monetization_earnings"));
        Assert.Equal(["27.45"], day.Values("monetization_approximate_earnings"));
        Assert.Equal(["19236"], week.Values("page_media_view", "week"));
        Assert.Equal(["12359"], week.Values("page_total_media_view_unique", "week"));
    }

    [Fact]
    public async Task Maps_hold_only_keys_that_are_not_zero_and_a_quiet_day_is_an_empty_map()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_actions_post_reactions_total&period=day&since=2026-08-24&until=2026-11-22");

        var values = reply.Values("page_actions_post_reactions_total");
        Assert.Contains("{}", values);
        for (var i = 0; i < 90; i++)
        {
            Assert.Equal(Independent.Map(Simulator.One, "page_actions_post_reactions_total", new DateOnly(2026, 8, 24).AddDays(i), Reactions), ReadMap(values[i]));
        }
    }

    [Fact]
    public async Task A_map_with_a_total_has_the_sum_of_its_parts_in_it_in_every_period()
    {
        await using var simulator = await Simulator.StartAsync();
        const string Metric = "page_fan_adds_by_paid_non_paid_unique";

        var days = await simulator.InsightsAsync($"metric={Metric}&period=day&since=2026-11-01&until=2026-11-22");
        var weeks = await simulator.InsightsAsync($"metric={Metric}&period=week&since=2026-11-15&until=2026-11-16");

        Assert.All(days.Values(Metric).Select(ReadMap), m => Assert.Equal(m.GetValueOrDefault("total"), m.GetValueOrDefault("paid") + m.GetValueOrDefault("unpaid")));
        var parts = Enumerable.Range(9, 7).Select(d => Independent.Map(Simulator.One, Metric, new DateOnly(2026, 11, d), "paid", "unpaid")).ToList();
        var (paid, unpaid) = (parts.Sum(p => p.GetValueOrDefault("paid")) * 3 / 4, parts.Sum(p => p.GetValueOrDefault("unpaid")) * 3 / 4);
        Assert.Equal($$"""{"total":{{paid + unpaid}},"unpaid":{{unpaid}},"paid":{{paid}}}""", Assert.Single(weeks.Values(Metric, "week")));
    }

    [Theory]
    [InlineData("is_from_ads", 5)]
    [InlineData("is_from_followers", 3)]
    public async Task A_breakdown_gives_two_rows_a_day_with_the_key_beside_the_value(string breakdown, int part)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync($"metric=page_media_view&period=day&breakdown={breakdown}&since=2026-11-01&until=2026-11-03");

        var whole = Independent.Count(Simulator.One, "page_media_view", new DateOnly(2026, 11, 1));
        var rows = reply.Entry("page_media_view").GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(4, rows.Count);
        Assert.Equal(["0", "1", "0", "1"], rows.Select(r => r.GetProperty(breakdown).GetString()));
        Assert.Equal([whole - (whole / part), whole / part], rows.Take(2).Select(r => r.GetProperty("value").GetInt64()));
        Assert.Equal(rows[0].GetProperty("end_time").GetString(), rows[1].GetProperty("end_time").GetString());
        Assert.Contains("&breakdown=" + breakdown, reply.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric=page_views_total&breakdown=is_from_ads")]
    [InlineData("metric=page_media_view&breakdown=is_from_mars")]
    [InlineData("metric=page_media_view&breakdown=is_from_ads,is_from_followers")]
    [InlineData("metric=page_media_view,page_follows&breakdown=is_from_ads")]
    public async Task A_breakdown_that_a_metric_does_not_have_is_refused(string query)
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 100, null), (await simulator.InsightsAsync(query + "&period=day")).Kind);
    }

    [Fact]
    public async Task One_metric_has_another_name_in_its_id()
    {
        await using var simulator = await Simulator.StartAsync();

        var entry = (await simulator.InsightsAsync("metric=page_video_views_by_uploaded_hosted&period=day")).Entry("page_video_views_by_uploaded_hosted");

        Assert.Equal(Simulator.One + "/insights/page_video_view_count_by_uploaded_hosted/day", entry.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Pages_have_different_numbers()
    {
        await using var simulator = await Simulator.StartAsync();
        const string Query = "metric=page_media_view&period=day&since=2026-11-01&until=2026-11-08";
        Assert.NotEqual((await simulator.InsightsAsync(Query)).Values("page_media_view"), (await simulator.InsightsAsync(Query, Simulator.Two)).Values("page_media_view"));
    }

    [Fact]
    public async Task The_truth_that_the_library_gives_is_what_is_answered()
    {
        await using var simulator = await Simulator.StartAsync();
        var reply = await simulator.InsightsAsync("metric=page_actions_post_reactions_total&period=days_28&since=2026-11-01&until=2026-11-08");
        var truth = Enumerable.Range(1, 7).Select(d => GraphSimulator.World.SimulatedTruth.ValueOf(simulator.World, Simulator.One, "page_actions_post_reactions_total", GraphSimulator.Insights.Period.Days28, new DateOnly(2026, 11, d)));
        Assert.Equal(truth, reply.Values("page_actions_post_reactions_total", "days_28"));
    }

    private static SortedDictionary<string, long> ReadMap(string json)
        => new(JsonElement.Parse(json).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64()), StringComparer.Ordinal);
}
