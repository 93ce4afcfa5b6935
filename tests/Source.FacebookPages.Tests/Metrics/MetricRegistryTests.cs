using System.Text.Json;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Metrics;

public class MetricRegistryTests
{
    private static readonly MetricRegistry Registry = MetricRegistry.Load();

    // What Facebook's reference of September 2026 lists and a Page on v25.0 answered in July 2026.
    public static TheoryData<string, string[]> LiveMetrics => new()
    {
        { "cta_clicks", ["page_total_actions"] },
        { "engagement", ["page_post_engagements"] },
        {
            "fans_followers",
            [
                "page_fan_adds_by_paid_non_paid_unique", "page_lifetime_engaged_followers_unique", "page_daily_follows", "page_daily_follows_unique",
                "page_daily_unfollows_unique", "page_follows",
            ]
        },
        { "media_view", ["page_media_view", "page_total_media_view_unique"] },
        {
            "reactions",
            [
                "page_actions_post_reactions_like_total", "page_actions_post_reactions_love_total", "page_actions_post_reactions_wow_total",
                "page_actions_post_reactions_haha_total", "page_actions_post_reactions_sorry_total", "page_actions_post_reactions_anger_total",
                "page_actions_post_reactions_total",
            ]
        },
        { "page_views", ["page_views_total"] },
        {
            "video",
            [
                "page_video_views", "page_video_views_paid", "page_video_views_organic", "page_video_views_autoplayed", "page_video_views_click_to_play",
                "page_video_views_by_paid_non_paid", "page_video_views_by_uploaded_hosted", "page_video_repeat_views", "page_video_complete_views_30s",
                "page_video_complete_views_30s_paid", "page_video_complete_views_30s_organic", "page_video_complete_views_30s_autoplayed",
                "page_video_complete_views_30s_click_to_play", "page_video_complete_views_30s_unique", "page_video_complete_views_30s_repeat_views",
                "page_video_view_time",
            ]
        },
        { "monetization", ["content_monetization_earnings", "monetization_approximate_earnings"] },
        {
            "ad_breaks",
            [
                "page_daily_video_ad_break_ad_impressions_by_crosspost_status", "page_daily_video_ad_break_cpm_by_crosspost_status",
                "page_daily_video_ad_break_earnings_by_crosspost_status", "creator_monetization_qualified_views",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(LiveMetrics))]
    public void Every_group_that_can_be_chosen_has_these_live_metrics(string group, string[] names)
    {
        Assert.Contains(group, MetricGroup.Configurable);
        Assert.Equal(names, Registry.All.Where(metric => metric.Group == group && !metric.IsDead && !metric.OnRequest).Select(metric => metric.Name));
    }

    [Fact]
    public void It_knows_206_metrics_of_Pages_and_4_of_them_with_a_breakdown()
    {
        Assert.Equal(210, Registry.All.Count);
        Assert.Equal(40, Registry.All.Count(metric => !metric.IsDead && !metric.OnRequest));
        Assert.Equal(
            [
                "page_media_view_by_is_from_ads", "page_media_view_by_is_from_followers", "content_monetization_earnings_by_earning_source",
                "monetization_approximate_earnings_by_monetization_tool",
            ],
            Registry.All.Where(metric => metric.OnRequest).Select(metric => metric.Name));
    }

    [Theory]
    [InlineData("2024-03-14", 48)]
    [InlineData("2024-09-16", 63)]
    [InlineData("2025-11-15", 12)]
    [InlineData("2026-06-15", 15)]
    [InlineData("v19.0", 7)]
    [InlineData("before v18.0", 2)]
    [InlineData("2026-07 or earlier", 3)]
    [InlineData("2026 or earlier", 16)]
    public void Every_wave_of_removals_is_complete(string deadSince, int count)
    {
        Assert.Equal(count, Registry.All.Count(metric => metric.DeadSince == deadSince));
    }

    [Theory]
    [InlineData("page_impressions", "2025-11-15", "page_media_view")]
    [InlineData("page_impressions_unique", "2026-06-15", "page_total_media_view_unique")]
    [InlineData("page_impressions_paid", "2025-11-15", "page_media_view_by_is_from_ads")]
    [InlineData("page_fans", "2025-11-15", "page_follows")]
    [InlineData("page_fan_adds", "2025-11-15", "page_daily_follows")]
    [InlineData("page_fan_removes_unique", "2025-11-15", "page_daily_unfollows_unique")]
    [InlineData("page_engaged_users", "2024-03-14", "page_post_engagements")]
    [InlineData("page_cta_clicks_logged_in_total", "2024-09-16", "page_total_actions")]
    [InlineData("page_views_logged_in_total", "2024-03-14", "page_views_total")]
    [InlineData("page_posts_impressions", "2026-06-15", "page_media_view")]
    [InlineData("page_video_views_unique", "2026-06-15", "page_total_media_view_unique")]
    [InlineData("page_video_views_10s", "v19.0", "page_video_complete_views_30s")]
    [InlineData("page_fans_country", "2025-11-15", null)]
    [InlineData("page_follows_country", "2024-03-14", null)]
    [InlineData("page_consumptions", "2024-03-14", null)]
    public void A_dead_metric_has_its_date_and_its_successor(string name, string deadSince, string? successor)
    {
        var metric = Find(name);

        Assert.Equal(deadSince, metric.DeadSince);
        Assert.Equal(successor is null ? [] : [successor], metric.Successors);
    }

    [Fact]
    public void A_date_of_removal_is_a_date_and_other_texts_are_none()
    {
        Assert.Equal(new DateOnly(2025, 11, 15), Find("page_fans").DeadDate);
        Assert.Null(Find("page_video_views_10s").DeadDate);
        Assert.Null(Find("page_media_view").DeadDate);
        Assert.False(Find("page_media_view").IsDead);
    }

    [Fact]
    public void Successors_are_alive_and_only_dead_metrics_have_them()
    {
        Assert.All(Registry.All, metric =>
        {
            Assert.All(metric.Successors, successor => Assert.False(Find(successor).IsDead, $"{metric.Name} -> {successor}"));
            Assert.True(metric.IsDead || (metric.Successors.Count == 0 && metric.SuccessorNote is null));
        });
    }

    [Fact]
    public void Names_are_unique_and_well_formed()
    {
        Assert.Equal(Registry.All.Count, Registry.All.Select(metric => metric.Name).Distinct().Count());
        Assert.All(Registry.All, metric =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", metric.Name);
            Assert.DoesNotMatch("^post_", metric.Name);
            Assert.Same(metric, Registry.Find(metric.Name));
        });
        Assert.Null(Registry.Find("page_media_vew"));
    }

    [Fact]
    public void A_group_that_cannot_be_chosen_has_dead_metrics_only()
    {
        Assert.All(
            Registry.All.Where(metric => !MetricGroup.Configurable.Contains(metric.Group)),
            metric => Assert.True(metric.IsDead, metric.Name));
        Assert.DoesNotContain(Registry.All, metric => metric.Group == MetricGroup.Custom);
    }

    [Fact]
    public void Exactly_the_metrics_of_the_two_last_groups_need_a_right()
    {
        Assert.All(Registry.All, metric => Assert.Equal(metric.Group is "monetization" or "ad_breaks", metric.NeedsRight));
        Assert.Equal(["cta_clicks", "engagement", "fans_followers", "media_view", "reactions", "page_views", "video"], MetricGroup.Default);
        Assert.Equal([.. MetricGroup.Default, "monetization", "ad_breaks"], MetricGroup.Configurable);
    }

    [Fact]
    public void A_metric_with_a_breakdown_is_named_after_both()
    {
        Assert.All(Registry.All.Where(metric => metric.OnRequest || metric.Breakdown is not null || metric.Metric is not null), metric =>
        {
            Assert.Equal($"{metric.Metric}_by_{metric.Breakdown}", metric.Name);
            Assert.Equal(metric.Metric, metric.RequestName);
            var asked = Find(metric.RequestName);
            Assert.Equal((asked.Group, asked.NeedsRight), (metric.Group, metric.NeedsRight));
            Assert.False(asked.IsDead || metric.IsDead);
            Assert.Equal(MetricKind.Map, metric.Kind);
            Assert.True(metric.OnRequest);
        });
        Assert.Equal(["0", "1"], Find("page_media_view_by_is_from_ads").Keys);
        Assert.Equal("page_follows", Find("page_follows").RequestName);
    }

    [Fact]
    public void Periods_are_those_that_Graph_has_and_live_metrics_say_theirs()
    {
        Assert.All(Registry.All, metric => Assert.Subset(new HashSet<string> { "day", "week", "days_28", "month", "lifetime" }, metric.Periods.ToHashSet()));
        Assert.All(Registry.All.Where(metric => !metric.IsDead), metric => Assert.Contains("day", metric.Periods));
        Assert.Equal(
            [
                "page_daily_follows", "page_daily_video_ad_break_ad_impressions_by_crosspost_status", "page_daily_video_ad_break_cpm_by_crosspost_status",
                "page_daily_video_ad_break_earnings_by_crosspost_status", "creator_monetization_qualified_views",
            ],
            Registry.All.Where(metric => !metric.IsDead && !metric.Periods.Contains("week")).Select(metric => metric.Name));
    }

    [Theory]
    [InlineData("page_media_view", MetricKind.Integer, MetricAggregation.Additive, "count")]
    [InlineData("page_total_media_view_unique", MetricKind.Integer, MetricAggregation.Unique, "people")]
    [InlineData("page_follows", MetricKind.Integer, MetricAggregation.Snapshot, "people")]
    [InlineData("page_video_view_time", MetricKind.Integer, MetricAggregation.Additive, "milliseconds")]
    [InlineData("page_actions_post_reactions_total", MetricKind.Map, MetricAggregation.Additive, "count")]
    [InlineData("page_fan_adds_by_paid_non_paid_unique", MetricKind.Map, MetricAggregation.Unique, "people")]
    [InlineData("content_monetization_earnings", MetricKind.Money, MetricAggregation.Additive, "money")]
    [InlineData("monetization_approximate_earnings", MetricKind.Number, MetricAggregation.Additive, "money")]
    [InlineData("page_daily_video_ad_break_cpm_by_crosspost_status", MetricKind.Map, MetricAggregation.Average, "money")]
    [InlineData("page_fans", MetricKind.Integer, MetricAggregation.Snapshot, "people")]
    [InlineData("page_top_videos_by_views", MetricKind.List, MetricAggregation.None, "none")]
    internal void Values_are_described(string name, MetricKind kind, MetricAggregation aggregation, string unit)
    {
        var metric = Find(name);

        Assert.Equal((kind, aggregation, unit), (metric.Kind, metric.Aggregation, metric.Unit));
    }

    [Fact]
    public void What_counts_people_is_never_additive()
    {
        Assert.All(Registry.All.Where(metric => metric.Name.Contains("_unique", StringComparison.Ordinal)), metric => Assert.Equal(MetricAggregation.Unique, metric.Aggregation));
        Assert.All(Registry.All, metric => Assert.Equal(metric.Aggregation is MetricAggregation.Unique or MetricAggregation.Snapshot, metric.Unit == "people"));
    }

    [Fact]
    public void Keys_belong_to_maps()
    {
        Assert.All(Registry.All.Where(metric => metric.Kind is not (MetricKind.Map or MetricKind.Money)), metric => Assert.True(metric.Keys.Count == 0 && metric.KeysNote is null, metric.Name));
        Assert.Equal(["total", "paid", "unpaid"], Find("page_video_views_by_paid_non_paid").Keys);
        Assert.Equal(["like", "love", "wow", "haha", "sorry", "anger"], Find("page_actions_post_reactions_total").Keys);
        Assert.Equal(["currency", "microAmount"], Find("content_monetization_earnings").Keys);
    }

    [Fact]
    public void Descriptions_are_sentences()
    {
        Assert.All(Registry.All, metric =>
        {
            Assert.EndsWith(".", metric.Description, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(metric.Source));
        });
    }

    [Theory]
    [InlineData("page_media_veiw", "page_media_view")]
    [InlineData("page_fan", "page_fans")]
    [InlineData("page_impression", "page_impressions")]
    [InlineData("page_video_viewtime", "page_video_view_time")]
    [InlineData("page_video_view", "page_video_views")]
    [InlineData("something_else", null)]
    public void A_mistyped_name_finds_the_known_one(string name, string? meant)
    {
        Assert.Equal(meant, Registry.Suggest(name));
    }

    [Fact]
    public void A_misspelt_key_in_the_file_is_refused()
    {
        const string misspelt = """[{"name": "a", "group": "b", "periods": [], "kind": "map", "aggregation": "none", "unit": "none", "description": "D.", "source": "s", "succesors": []}]""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(misspelt, MetricJsonContext.Default.IReadOnlyListMetricDefinition));
    }

    private static MetricDefinition Find(string name) => Registry.Find(name) ?? throw new ArgumentException($"The registry does not know {name}.", nameof(name));
}
