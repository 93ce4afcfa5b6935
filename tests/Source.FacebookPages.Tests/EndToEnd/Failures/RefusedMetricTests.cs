using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Insights;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class RefusedMetricTests
{
    // As many as one call takes, and the default ones where names do not matter.
    private static readonly string[] Thirty = [.. ExpectedInsights.DefaultMetrics.Take(30)];

    public static TheoryData<int> Positions => [.. Enumerable.Range(0, 30)];

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task One_dead_metric_among_thirty_costs_at_most_ten_more_requests_wherever_it_stands(int position)
    {
        await using var story = await StoryOfThirtyAsync(pages: 1);
        var dead = Thirty[position];
        story.World.Metrics.Refuse(dead);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        AssertComplete(story, output, without: dead);
        Assert.InRange(story.Journal.Insights().Count, 2, 1 + 10);
    }

    [Fact]
    public async Task Eight_Pages_that_start_at_once_search_for_the_dead_metric_once()
    {
        await using var story = await StoryOfThirtyAsync(pages: 8);
        story.World.Latency = TimeSpan.FromMilliseconds(20);
        story.World.Metrics.Refuse("page_views_total");

        var output = await story.ReadAsync(CatalogBuilder.Incremental([.. story.Pages.Select(Story.StreamOf)]));

        Assert.Equal(0, output.ExitCode);
        AssertComplete(story, output, without: "page_views_total");
        var extra = story.Pages.Select(page => story.Journal.Insights(page).Count - 1).Order().ToList();
        Assert.All(extra.SkipLast(1), count => Assert.InRange(count, 1, 2));
        Assert.InRange(extra[^1], 1, 10);
    }

    [Fact]
    public async Task A_metric_that_dies_in_the_middle_is_searched_for_once_as_well()
    {
        await using var story = await StoryOfThirtyAsync(pages: 8, days: 80);
        story.Config.With("window_days", 20);
        story.World.Latency = TimeSpan.FromMilliseconds(20);
        foreach (var page in story.Pages)
        {
            story.World.Metrics.Add(new MetricRule("page_views_total", MetricVerdict.Refused) { PageId = page, FromPageCall = 3 });
        }

        var output = await story.ReadAsync(CatalogBuilder.Incremental([.. story.Pages.Select(Story.StreamOf)]));

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages).Where(pair => pair.Key.Metric != "page_views_total" || string.CompareOrdinal(pair.Key.EndTime, "2026-10-14") < 0).ToDictionary()));
        var extra = story.Pages.Select(page => story.Journal.Insights(page).Count - 4).Order().ToList();
        Assert.All(extra.SkipLast(1), count => Assert.InRange(count, 1, 2));
        Assert.InRange(extra[^1], 1, 10);
    }

    [Fact]
    public async Task A_metric_that_one_Page_refuses_and_another_takes_is_lost_for_the_first_only()
    {
        await using var story = await StoryOfThirtyAsync(pages: 3);
        story.Config.With("concurrency", 1);
        story.World.Metrics.Refuse("page_follows", Story.PageId(1));

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages).Where(pair => pair.Key is not { Page: "100000000000001", Metric: "page_follows" }).ToDictionary()));
        // The others verify the hint with one call, that brings the numbers.
        Assert.Equal(2, story.Journal.Insights(Story.PageId(2)).Count);
        Assert.Contains("Facebook refused the metric page_follows (day) for 1 Page(s) (the first is 100000000000001)", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_is_not_condemned_by_a_refusal_that_passes()
    {
        await using var story = await StoryOfThirtyAsync(pages: 2);
        story.With(Fault.Answer(GraphErrors.BadMetric) with { Edge = "insights", PageId = Story.PageId(1), Times = 1 });

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Empty(output.Said("WARN"));
    }

    [Fact]
    public async Task A_dead_metric_is_warned_of_once_with_its_Pages_its_end_and_its_successor()
    {
        await using var story = await Story.StartAsync(pages: 5);
        story.Config.WithList("metrics", "page_impressions").WithList("periods", "day", "week");

        var output = await story.ReadAsync(CatalogBuilder.From(await story.DiscoverAsync()));

        Assert.Equal(0, output.ExitCode);
        var warning = Assert.Single(output.Logs, log => log.Level == "WARN" && log.Message.StartsWith("Facebook refused", StringComparison.Ordinal)).Message;
        Assert.Contains("page_impressions (day, week) for 5 Page(s)", warning, StringComparison.Ordinal);
        Assert.Contains("dead since 2025-11-15", warning, StringComparison.Ordinal);
        Assert.Contains("page_media_view", warning, StringComparison.Ordinal);
        Assert.Contains("(#100) The value must be a valid insights metric", warning, StringComparison.Ordinal);
        // Known to be dead, it is asked for alone: one request more, for each Page and period.
        Assert.All(story.Pages, page => Assert.Equal(4, story.Journal.Insights(page).Count));
        Assert.Contains("1 metric(s) refused", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task When_every_metric_is_refused_the_stream_completes_without_records_and_a_warning_says_so(string layout)
    {
        await using var story = await Story.StartAsync(pages: 1);
        story.Config.With("stream_layout", layout);
        story.With(Fault.Answer(GraphErrors.BadMetric) with { Edge = "insights" });

        var output = await story.ReadAsync(CatalogBuilder.From(await story.DiscoverAsync()));

        var stream = layout == "combined" ? "page_insights" : Story.StreamOf(Story.PageId(1));
        Assert.Equal(0, output.ExitCode);
        Assert.Equal("COMPLETE", output.FinalStatus(stream));
        Assert.DoesNotContain(output.Records, record => record.Stream == stream);
        Assert.Single(output.States, state => state.Stream == stream);
        Assert.Contains($"refused every metric that was asked for in 1 case(s), which therefore have no records: {stream} (Page {Story.PageId(1)})", output.Said("WARN"), StringComparison.Ordinal);
        // That the Page is empty for some other reason would be a lie.
        Assert.DoesNotContain("has delivered no value", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_that_is_silently_missing_is_counted_and_named_at_the_end()
    {
        await using var story = await Story.StartAsync(pages: 3);
        story.World.Metrics.LeaveOut("page_total_actions", Story.PageId(1));
        story.World.Metrics.LeaveOut("page_total_actions", Story.PageId(3));

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("without a word: page_total_actions (2 Page(s)).", output.Logs[^2].Message, StringComparison.Ordinal);
        Assert.Contains("0 metric(s) refused, 1 silently missing.", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_that_is_empty_altogether_has_no_silently_missing_metrics()
    {
        await using var story = await Story.StartAsync(pages: 2);
        story.World.Pages[Story.PageId(1)].Likes = 60;

        var output = await story.ReadAsync();

        Assert.DoesNotContain("without a word", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("0 silently missing.", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_need_a_right_are_asked_for_apart_and_cost_the_others_nothing()
    {
        await using var story = await Story.StartAsync(pages: 2);
        story.Config.WithList("metric_groups", "engagement", "cta_clicks", "monetization", "ad_breaks");
        story.World.Pages[Story.PageId(2)].HasMonetization = true;

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.All(story.Pages, page => Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(page))));
        var gated = output.Records.Where(record => record.IsInsights && !story.Metrics.Contains(record.Key.Metric)).ToList();
        Assert.NotEmpty(gated);
        Assert.All(gated, record => Assert.Equal(Story.PageId(2), record.Key.Page));
        Assert.Equal(
            story.Truth(story.Pages),
            output.Records.Where(record => record.IsInsights && story.Metrics.Contains(record.Key.Metric)).ToDictionary(record => record.Key, record => record.Value));
        Assert.All(story.Journal.Insights(), call => Assert.Single(call.Metrics.GroupBy(metric => story.Metrics.Contains(metric))));
        // Refused together, without looking for a culprit.
        Assert.Equal(2, story.Journal.Insights(Story.PageId(1)).Count);
        Assert.Contains("The metric needs access to the Page's monetization insights.", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_is_missing_in_other_words_does_not_cost_the_Page()
    {
        await using var story = await Story.StartAsync(pages: 1);
        story.Config.WithList("metric_groups", "engagement", "cta_clicks", "monetization");
        story.With(Fault.Answer(GraphErrors.RoleMissing) with { Edge = "insights", When = call => call.Parameters["metric"]!.Contains("monetization", StringComparison.Ordinal) });

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        story.AssertTruth(output, story.Pages);
        Assert.Contains("content_monetization_earnings", output.Said("WARN"), StringComparison.Ordinal);
    }

    private static async Task<Story> StoryOfThirtyAsync(int pages, int days = 5)
    {
        // Nothing is waited for here but another Page's search, and that patience is to be that of reality.
        var story = await Story.StartAsync(pages, days, speed: 1);
        story.Metrics = Thirty;
        story.Config.With("metric_groups", null).WithList("exclude_metrics", [.. ExpectedInsights.DefaultMetrics.Except(Thirty)]);
        return story;
    }

    private static void AssertComplete(Story story, ConnectorOutput output, string without)
    {
        Assert.All(story.Pages, page => Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(page))));
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages).Where(pair => pair.Key.Metric != without).ToDictionary()));
    }
}
