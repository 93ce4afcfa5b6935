using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Insights;

public class MetricTrailTests
{
    private static readonly DateOnly Last = new(2026, 11, 21);
    private static readonly MetricRegistry Registry = MetricRegistry.Load();
    private static readonly SelectedMetric Views = SelectedMetric.Known(Registry.Find("page_views_total")!);
    private static readonly SelectedMetric Follows = SelectedMetric.Known(Registry.Find("page_follows")!);
    private static readonly SelectedMetric Dead = SelectedMetric.Known(Registry.Find("page_impressions")!);
    private static readonly SelectedMetric Gated = SelectedMetric.Known(Registry.Find("content_monetization_earnings")!);

    [Fact]
    public void A_metric_with_a_recent_value_is_delivered_however_few_days_were_asked_for()
    {
        Assert.Equal(MetricStatus.Delivered, After(days: 1, views: 0).FindingOf(Views)!.Status);
    }

    [Theory]
    [InlineData(3, "Empty")]
    [InlineData(2, null)]
    public void A_metric_without_a_value_is_empty_once_enough_days_were_asked_for(int days, string? expected)
    {
        Assert.Equal(expected, After(days, views: 0).FindingOf(Follows)?.Status.ToString());
    }

    [Theory]
    [InlineData(7, "Delivered")]
    [InlineData(8, "Empty")]
    public void A_metric_whose_last_value_is_more_than_a_week_older_than_the_Pages_newest_has_stopped(int daysAgo, string expected)
    {
        Assert.Equal(expected, After(days: 30, views: 0, follows: daysAgo).FindingOf(Follows)!.Status.ToString());
    }

    [Fact]
    public void Days_long_past_say_nothing_of_today()
    {
        var trail = new MetricTrail(Last);
        var window = new DateWindow(Last.AddDays(-90), Last.AddDays(-60));
        trail.Answered([Views, Follows], window, new Dictionary<SelectedMetric, DateOnly> { [Views] = window.Last });

        Assert.Null(trail.FindingOf(Views));
        Assert.Null(trail.FindingOf(Follows));
    }

    [Fact]
    public void Where_no_metric_has_a_value_it_is_the_Page_that_is_silent()
    {
        var finding = After(days: 30).FindingOf(Views)!;

        Assert.Equal((MetricStatus.Empty, true), (finding.Status, finding.IsOfSilentPage));
        Assert.False(After(days: 30, views: 0).FindingOf(Follows)!.IsOfSilentPage);
    }

    [Fact]
    public void A_refusal_says_more_than_values_before_it_and_why()
    {
        var trail = After(days: 30, views: 0);
        trail.Refused([Views, Dead, Gated], new GraphError { Code = 100, Message = "no" });

        Assert.Equal(MetricStatus.Refused, trail.FindingOf(Views)!.Status);
        Assert.Equal(MetricStatus.Dead, trail.FindingOf(Dead)!.Status);
        Assert.Equal(MetricStatus.NeedsRight, trail.FindingOf(Gated)!.Status);
        Assert.Equal(100, trail.FindingOf(Dead)!.Error!.Code);
    }

    [Fact]
    public void A_metric_that_was_not_asked_for_is_not_known()
    {
        Assert.Null(After(days: 30, views: 0).FindingOf(Dead));
    }

    private static MetricTrail After(int days, int? views = null, int? follows = null)
    {
        var trail = new MetricTrail(Last);
        var newest = new Dictionary<SelectedMetric, DateOnly>();
        if (views is { } one)
        {
            newest.Add(Views, Last.AddDays(-one));
        }

        if (follows is { } other)
        {
            newest.Add(Follows, Last.AddDays(-other));
        }

        trail.Answered([Views, Follows], new DateWindow(Last.AddDays(1 - days), Last), newest);
        return trail;
    }
}
