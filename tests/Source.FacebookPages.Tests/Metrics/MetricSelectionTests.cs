using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Metrics;

public class MetricSelectionTests
{
    private static readonly MetricRegistry Registry = MetricRegistry.Load();
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void The_default_is_every_live_metric_without_a_special_right()
    {
        var selection = Select();

        // 1 of cta_clicks, 1 engagement, 6 fans_followers, 2 media_view, 7 reactions, 1 page_views, 16 video.
        Assert.Equal(34, selection.Metrics.Count);
        Assert.All(selection.Metrics, metric =>
        {
            Assert.False(metric.NeedsRight);
            Assert.Null(metric.Breakdown);
            Assert.Equal(metric.Name, metric.RequestName);
            Assert.False(metric.Definition!.IsDead);
            Assert.Equal(metric.Definition.Group, metric.Group);
        });
        Assert.Equal(selection.Metrics, selection.For(InsightsPeriod.Day));
        Assert.Empty(selection.Remarks);
    }

    [Fact]
    public void The_order_is_that_of_the_registry_and_then_of_the_configuration()
    {
        var selection = Select(groups: ["video", "cta_clicks"], metrics: ["z_custom", "page_video_views", "a_custom", "page_follows", "page_fans"]);

        Assert.Equal(
            ["page_total_actions", "page_follows", "page_video_views", "page_fans", "z_custom", "a_custom"],
            selection.Metrics.Select(metric => metric.Name).Where(name => name is "page_video_views" || !name.StartsWith("page_video", StringComparison.Ordinal)));
        Assert.Equal(1 + 16 + 2 + 2, selection.Metrics.Count);
    }

    [Fact]
    public void Groups_with_a_special_right_come_only_when_chosen_and_say_so()
    {
        var selection = Select(groups: ["monetization", "ad_breaks"]);

        Assert.Equal(
            [
                "content_monetization_earnings", "monetization_approximate_earnings", "page_daily_video_ad_break_ad_impressions_by_crosspost_status",
                "page_daily_video_ad_break_cpm_by_crosspost_status", "page_daily_video_ad_break_earnings_by_crosspost_status", "creator_monetization_qualified_views",
            ],
            selection.Metrics.Select(metric => metric.Name));
        Assert.All(selection.Metrics, metric => Assert.True(metric.NeedsRight));
    }

    [Fact]
    public void A_metric_with_a_breakdown_comes_only_when_named_and_says_what_is_really_asked()
    {
        Assert.DoesNotContain(Select(groups: MetricGroup.Configurable).Metrics, metric => metric.Breakdown is not null);

        var metric = Assert.Single(Select(groups: [], metrics: ["page_media_view_by_is_from_ads"]).Metrics);

        Assert.Equal(("page_media_view_by_is_from_ads", "page_media_view", "is_from_ads", "media_view"), (metric.Name, metric.RequestName, metric.Breakdown, metric.Group));
    }

    [Fact]
    public void A_dead_metric_that_is_named_is_asked_for_and_remarked_with_its_successor()
    {
        var selection = Select(metrics: ["page_impressions", "page_engaged_users", "page_fans_country"]);

        Assert.Equal(
            ["page_fans_country", "page_impressions", "page_engaged_users"],
            selection.Metrics.Where(metric => metric.Definition!.IsDead).Select(metric => metric.Name));
        Assert.Equal(
            [
                "The metric page_impressions has been dead since 2025-11-15 and is most likely refused. Use page_media_view instead.",
                "The metric page_engaged_users has been dead since 2024-03-14 and is most likely refused. Use page_post_engagements instead (another definition: events instead of people).",
                "The metric page_fans_country has been dead since 2025-11-15 and is most likely refused. Nothing takes its place (page_follows_country was named, but is gone itself).",
            ],
            selection.Remarks);
    }

    [Theory]
    [InlineData("2025-11-14", "The metric page_fans will be removed by Facebook on 2025-11-15. Use page_follows instead.")]
    [InlineData("2025-11-15", "The metric page_fans has been dead since 2025-11-15 and is most likely refused. Use page_follows instead.")]
    public void Before_its_removal_a_metric_is_not_yet_called_dead(string today, string remark)
    {
        var selection = MetricSelection.Select(Registry, null, ["page_fans"], [], [InsightsPeriod.Day], DateOnly.ParseExact(today, "yyyy-MM-dd"));

        Assert.Equal([remark], selection.Remarks);
    }

    [Fact]
    public void The_default_does_not_depend_on_the_day()
    {
        var earlier = MetricSelection.Select(Registry, null, [], [], [InsightsPeriod.Day], new DateOnly(2024, 1, 1));

        Assert.Equal(Select().Metrics, earlier.Metrics);
    }

    [Fact]
    public void An_unknown_metric_is_asked_for_as_it_is()
    {
        var selection = Select(groups: [], metrics: ["page_media_veiw", "brand_new_metric_of_2027"]);

        Assert.Equal(
            [new SelectedMetric("page_media_veiw", "page_media_veiw", null, "custom", null), new SelectedMetric("brand_new_metric_of_2027", "brand_new_metric_of_2027", null, "custom", null)],
            selection.Metrics);
        Assert.Equal(
            [
                "The metric page_media_veiw is not known to this connector and is asked for as it is, in the group custom. Did you mean page_media_view?",
                "The metric brand_new_metric_of_2027 is not known to this connector and is asked for as it is, in the group custom.",
            ],
            selection.Remarks);
    }

    [Fact]
    public void A_post_metric_is_remarked_as_such()
    {
        var selection = Select(groups: [], metrics: ["post_impressions"]);

        Assert.Equal(["post_impressions"], selection.Metrics.Select(metric => metric.Name));
        Assert.StartsWith("The metric post_impressions belongs to posts, not to Pages:", Assert.Single(selection.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_named_twice_or_named_beside_its_group_is_asked_once()
    {
        var selection = Select(groups: ["cta_clicks"], metrics: ["page_total_actions", "custom", "custom"]);

        Assert.Equal(["page_total_actions", "custom"], selection.Metrics.Select(metric => metric.Name));
        Assert.Single(selection.Remarks);
    }

    [Fact]
    public void An_excluded_metric_is_never_asked_for()
    {
        var selection = Select(metrics: ["page_fans", "custom_one"], exclude: ["page_video_view_time", "page_fans", "custom_one"]);

        Assert.Equal(33, selection.Metrics.Count);
        Assert.DoesNotContain(selection.Metrics, metric => metric.Name is "page_video_view_time" or "page_fans" or "custom_one");
        Assert.Equal(
            [
                "The metric page_fans is named under both metrics and exclude_metrics; it is left out.",
                "The metric custom_one is named under both metrics and exclude_metrics; it is left out.",
            ],
            selection.Remarks);
    }

    [Fact]
    public void An_exclusion_that_excludes_nothing_is_remarked()
    {
        var selection = Select(exclude: ["page_video_views_10s", "page_video_viewtime"]);

        Assert.Equal(34, selection.Metrics.Count);
        Assert.Equal(
            [
                "exclude_metrics names page_video_views_10s, which would not have been asked for anyway.",
                "exclude_metrics names page_video_viewtime, which would not have been asked for anyway. Did you mean page_video_view_time?",
            ],
            selection.Remarks);
    }

    [Fact]
    public void A_period_has_only_the_metrics_with_values_of_that_length()
    {
        var selection = Select(
            groups: ["fans_followers", "ad_breaks"],
            metrics: ["page_fans", "page_uploaded_views_15s_count", "custom_metric"],
            periods: [InsightsPeriod.Day, InsightsPeriod.Week, InsightsPeriod.Days28]);

        Assert.Equal(6 + 4 + 3, selection.For(InsightsPeriod.Day).Count);
        Assert.Equal(selection.For(InsightsPeriod.Week), selection.For(InsightsPeriod.Days28));
        Assert.Equal(
            [
                "page_fan_adds_by_paid_non_paid_unique", "page_lifetime_engaged_followers_unique", "page_daily_follows_unique", "page_daily_unfollows_unique", "page_follows",
                "page_uploaded_views_15s_count", "custom_metric",
            ],
            selection.For(InsightsPeriod.Week).Select(metric => metric.Name));
        Assert.Equal(2, selection.Remarks.Count(remark => remark.StartsWith("Facebook has no values of the period", StringComparison.Ordinal)));
        Assert.Contains(
            "Facebook has no values of the period week for page_daily_follows, page_daily_video_ad_break_ad_impressions_by_crosspost_status, page_daily_video_ad_break_cpm_by_crosspost_status, page_daily_video_ad_break_earnings_by_crosspost_status, creator_monetization_qualified_views, page_fans; its streams do without.",
            selection.Remarks);
    }

    [Fact]
    public void Only_configured_periods_are_remarked()
    {
        Assert.Empty(Select(periods: [InsightsPeriod.Day]).Remarks);
        Assert.Single(Select(periods: [InsightsPeriod.Day, InsightsPeriod.Days28]).Remarks);
    }

    [Fact]
    public void A_period_without_any_metric_is_remarked()
    {
        var selection = Select(groups: [], metrics: ["page_daily_follows"], periods: [InsightsPeriod.Day, InsightsPeriod.Week]);

        Assert.Empty(selection.For(InsightsPeriod.Week));
        Assert.Equal(["No metric is left to ask for in the period week: its streams will be empty."], selection.Remarks);
    }

    private static MetricSelection Select(
        IReadOnlyList<string>? groups = null,
        IReadOnlyList<string>? metrics = null,
        IReadOnlyList<string>? exclude = null,
        IReadOnlyList<InsightsPeriod>? periods = null) =>
        MetricSelection.Select(Registry, groups, metrics ?? [], exclude ?? [], periods ?? [InsightsPeriod.Day], Today);
}
