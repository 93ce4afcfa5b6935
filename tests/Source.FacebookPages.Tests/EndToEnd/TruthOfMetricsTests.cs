using GraphSimulator;
using GraphSimulator.Insights;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

public sealed class TruthOfMetricsTests
{
    private static readonly string[] Monetization = ["content_monetization_earnings", "monetization_approximate_earnings"];
    private static readonly string[] OfDaysOnly =
    [
        "creator_monetization_qualified_views",
        "page_daily_video_ad_break_ad_impressions_by_crosspost_status", "page_daily_video_ad_break_cpm_by_crosspost_status", "page_daily_video_ad_break_earnings_by_crosspost_status",
    ];

    private static readonly string[] Splits =
    [
        "page_media_view_by_is_from_ads", "page_media_view_by_is_from_followers",
        "content_monetization_earnings_by_earning_source", "monetization_approximate_earnings_by_monetization_tool",
    ];

    [Fact]
    public async Task Earnings_and_breakdowns_equal_the_truth_where_the_Page_has_the_right_and_are_left_out_where_it_has_not()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.World.Pages[Page1].HasMonetization = true;
        var first = scenario.Yesterday.AddDays(-120);
        scenario.Config
            .WithList("periods", "day", "week", "days_28")
            .WithList("metric_groups", "media_view", "monetization", "ad_breaks")
            .WithList("metrics", Splits)
            .With("start_date", first.ToString("O", null));
        var catalog = await scenario.CatalogAsync();

        var output = await scenario.ReadAsync(catalog);

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        string[] ofAll = ["page_media_view", "page_total_media_view_unique", "page_media_view_by_is_from_ads", "page_media_view_by_is_from_followers"];
        string[] ofOne = [.. ofAll, .. Monetization, .. Splits[2..]];
        var truth = new[] { "day", "week", "days_28" }
            .SelectMany(period => ExpectedInsights.Of([Page1], period, first, scenario.Yesterday, period == "day" ? [.. ofOne, .. OfDaysOnly] : ofOne)
                .Concat(ExpectedInsights.Of([Page2], period, first, scenario.Yesterday, ofAll)))
            .ToDictionary();
        Assert.Empty(union.DifferencesFrom(truth));
        foreach (var metric in Monetization.Concat(Splits[2..]).Concat(OfDaysOnly))
        {
            Assert.Matches($@"Facebook refused the metric {metric} \([a-z0-9_, ]+\) for 1 Page\(s\) \(the first is {Page2}\)", output.Said("WARN"));
        }
    }

    [Fact]
    public async Task Earnings_by_their_source_are_one_record_a_day_and_not_one_a_source()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Pages[Page1].HasMonetization = true;
        scenario.Config.WithList("metric_groups").WithList("metrics", "content_monetization_earnings_by_earning_source").With("start_date", "2026-11-21");

        var record = Assert.Single((await scenario.ReadAsync()).Records);

        Assert.Equal("""{"in_stream_ads":{"currency":"USD","microAmount":426412},"reels":{"currency":"USD","microAmount":1279236}}""", record.Value);
        Assert.Equal("monetization", record.Data["metric_group"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("page_impressions", "2025-11-15", "page_media_view")]
    [InlineData("page_fans", "2025-11-15", "page_follows")]
    [InlineData("page_engaged_users", "2024-03-14", "page_post_engagements")]
    [InlineData("page_impressions_unique", "2026-06-15", "page_total_media_view_unique")]
    [InlineData("page_impressions_by_story_type", "2024-09-16", null)]
    public async Task A_metric_that_Facebook_removes_is_read_until_then_and_its_removal_spoils_nothing(string metric, string removedOn, string? successor)
    {
        var removal = DateOnly.ParseExact(removedOn, "yyyy-MM-dd", null);
        // Noon in Pacific time of the last day with the metric.
        var now = new DateTimeOffset(removal.AddDays(-1).ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1, now: now));
        var first = removal.AddDays(-20);
        scenario.Config.WithList("metric_groups", "engagement").WithList("metrics", metric).With("start_date", first.ToString("O", null));

        var before = await scenario.ReadAsync();

        Assert.Equal(0, before.ExitCode);
        var union = new Union();
        union.Add(before);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", first, removal.AddDays(-2), [metric, "page_post_engagements"])));
        Assert.DoesNotContain("refused the metric", before.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains($"{metric} will be removed by Facebook on {removedOn}", before.Said("WARN"), StringComparison.Ordinal);

        scenario.World.Now = now.AddDays(3);
        var after = await scenario.ReadAsync(state: before.StateFile());

        Assert.Equal(0, after.ExitCode);
        Assert.Equal("COMPLETE", after.FinalStatus($"page_insights_{Page1}"));
        union.Add(after);
        var truth = ExpectedInsights.Of([Page1], "day", first, removal.AddDays(1), ["page_post_engagements"])
            .Concat(ExpectedInsights.Of([Page1], "day", first, removal.AddDays(-2), [metric]));
        Assert.Empty(union.DifferencesFrom(truth.ToDictionary()));
        var warnings = after.Said("WARN");
        Assert.Contains($"{metric} has been dead since {removedOn}", warnings, StringComparison.Ordinal);
        Assert.Contains($"Facebook refused the metric {metric}", warnings, StringComparison.Ordinal);
        Assert.Contains(successor is null ? "Nothing takes its place" : $"Use {successor}", warnings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_read_with_dead_metrics_named_is_complete_in_all_the_others_and_tells_of_each_dead_one()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        string[] dead = ["page_impressions", "page_fans", "page_engaged_users"];
        var first = scenario.Yesterday.AddDays(-99);
        scenario.Config.WithList("metrics", dead).With("start_date", first.ToString("O", null));

        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1, Page2, Page3], "day", first, scenario.Yesterday)));
        foreach (var metric in dead)
        {
            Assert.Contains(scenario.InsightsCalls, call => call.Metrics.Contains(metric));
            Assert.Single(output.Logs, log => log.Message.StartsWith($"Facebook refused the metric {metric} (day) for 3 Page(s)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_name_that_the_registry_does_not_know_is_asked_for_and_carried_as_custom()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Metrics.Allow("page_brand_new_views");
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_brand_new_views", "page_media_veiw").With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 11, 1), scenario.Yesterday, ["page_brand_new_views"])));
        Assert.All(output.Records, record => Assert.Equal("custom", record.Data["metric_group"]!.GetValue<string>()));
        Assert.Contains("page_media_veiw is not known to this connector", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("Did you mean page_media_view?", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("Facebook refused the metric page_media_veiw", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_that_is_silently_left_out_costs_the_others_nothing_and_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Metrics.LeaveOut("page_views_total");
        scenario.Config.With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        string[] others = [.. ExpectedInsights.DefaultMetrics.Where(metric => metric != "page_views_total")];
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 11, 1), scenario.Yesterday, others)));
        Assert.Contains(output.Logs, log => log.Message.Contains("page_views_total (1 Page(s))", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("18446744073709551616")]
    [InlineData("-170141183460469231731687303715884105728")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("1.5E+300")]
    [InlineData("-0")]
    public async Task A_number_of_any_size_is_carried_to_the_digit(string number)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Data.Override(new ValueOverride("page_media_view", scenario.Yesterday, number));
        scenario.World.Data.Override(new ValueOverride("page_actions_post_reactions_total", scenario.Yesterday, "{\"like\":" + number + ",\"a\":{\"b\":" + number + "}}"));
        scenario.Config.WithList("metric_groups", "media_view", "reactions").With("start_date", "2026-11-21");

        var output = await scenario.ReadAsync();

        Assert.Contains($"\"value\":{number},\"breakdown\":null", output.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("{\"like\":" + number + ",\"a\":{\"b\":" + number + "}}", output.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_point_without_a_value_is_no_record(string value)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Data.Override(new ValueOverride("page_media_view", scenario.Yesterday.AddDays(-1), value));
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_media_view").With("start_date", "2026-11-19");

        var output = await scenario.ReadAsync();

        Assert.Equal(["2026-11-19", "2026-11-21"], output.Records.Select(record => record.Data["date"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_quiet_day_of_a_map_is_an_empty_map_and_not_missing()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Data.Override(new ValueOverride("page_actions_post_reactions_total", scenario.Yesterday, "{}"));
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_actions_post_reactions_total").With("start_date", "2026-11-21");

        var record = Assert.Single((await scenario.ReadAsync()).Records);

        Assert.Equal("{}", record.Data["breakdown"]!.ToJsonString());
        Assert.Null(record.Data["value"]);
        Assert.True(record.Data.ContainsKey("value"));
    }
}
