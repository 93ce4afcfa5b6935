using CsCheck;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>Metrics that spoil a whole call: found, left out, everything else complete.</summary>
public sealed class RefusedMetricTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(34)]
    [InlineData(50)]
    public async Task One_dead_metric_at_any_place_costs_at_most_ten_more_calls_and_nothing_else(int count)
    {
        for (var dead = 0; dead < count; dead++)
        {
            using var story = new FetcherStory();
            story.World.Refuses = InsightsWorld.Refusing(Metric.Name(dead));
            var metrics = Metric.Many(count);
            var fetcher = story.Fetcher(FetcherStory.NewPage());

            var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));

            Assert.Equal(FetcherStory.Truth(metrics.Where((_, index) => index != dead), 600, 605), records);
            Assert.Equal([Metric.Name(dead)], metrics.Where(fetcher.IsRefused).Select(metric => metric.Name));
            Assert.InRange(story.Calls.Count, 2, 1 + 10);
            var refusal = Assert.Single(story.Report.Refused);
            Assert.Equal((Metric.Name(dead), 1, "1", 100), (refusal.Metric.Name, refusal.Pages, refusal.FirstPageId, refusal.Error.Code));
        }
    }

    [Fact]
    public async Task A_metric_found_dead_is_not_asked_for_again()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("m07");
        var metrics = Metric.Many(30);
        var fetcher = story.Fetcher(FetcherStory.NewPage());
        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 505));
        var before = story.Calls.Count;

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 506, 510));

        Assert.Equal(FetcherStory.Truth(metrics.Where(metric => metric.Name != "m07"), 506, 510), records);
        var call = Assert.Single(story.Calls.Skip(before));
        Assert.Equal(29, call.Metrics.Count);
        Assert.DoesNotContain("m07", call.Metrics);
    }

    [Fact]
    public void Several_dead_metrics_are_all_found_and_the_others_complete()
    {
        Gen.Select(Gen.Int[1, 34], Gen.Int[0, 33].Array[0, 5]).Sample(
            (count, places) =>
            {
                using var story = new FetcherStory();
                var dead = places.Where(place => place < count).Select(Metric.Name).ToHashSet();
                story.World.Refuses = InsightsWorld.Refusing([.. dead]);
                var metrics = Metric.Many(count);
                var fetcher = story.Fetcher(FetcherStory.NewPage());

                var records = FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 601)).GetAwaiter().GetResult();

                Assert.Equal(FetcherStory.Truth(metrics.Where(metric => !dead.Contains(metric.Name)), 600, 601), records);
                Assert.Equal(dead.Order(), metrics.Where(fetcher.IsRefused).Select(metric => metric.Name).Order());
                Assert.InRange(story.Calls.Count, 1, 1 + (10 * dead.Count));
            },
            iter: 300);
    }

    [Fact]
    public async Task When_all_are_dead_all_are_found_and_no_record_comes()
    {
        using var story = new FetcherStory();
        story.World.Refuses = (_, _) => GraphAnswer.InvalidMetric;
        var metrics = Metric.Many(34);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));

        Assert.Empty(records);
        Assert.All(metrics, metric => Assert.True(fetcher.IsRefused(metric)));
        Assert.Equal(34, story.Report.Refused.Count);
        Assert.Null(fetcher.NewestDay);
        // One search after the other, each over what is left: n times the logarithm of n.
        Assert.InRange(story.Calls.Count, 34, 34 * 7);

        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 606, 610));
        Assert.All(story.Calls, call => Assert.Equal(Day.Window(600, 605), call.Window));
    }

    [Fact]
    public async Task A_single_dead_metric_costs_one_call()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("m00");
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        Assert.Empty(await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(1), 600, 605)));

        Assert.Single(story.Calls);
        Assert.True(fetcher.IsRefused(Metric.Live("m00")));
    }

    [Fact]
    public async Task A_metric_that_dies_in_mid_sync_keeps_what_it_had_delivered()
    {
        using var story = new FetcherStory();
        var metrics = Metric.Many(4);
        var fetcher = story.Fetcher(FetcherStory.NewPage());
        var first = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 505));
        story.World.Refuses = InsightsWorld.Refusing("m02");

        var second = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 506, 510));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 505), first);
        Assert.Equal(FetcherStory.Truth(metrics.Where(metric => metric.Name != "m02"), 506, 510), second);
        Assert.Equal("m02", Assert.Single(story.Report.Refused).Metric.Name);
    }

    [Fact]
    public async Task A_period_that_a_metric_does_not_have_is_found_in_the_same_way()
    {
        using var story = new FetcherStory();
        story.World.Refuses = (_, metric) => metric == "m03" ? GraphAnswer.InvalidPeriod : null;
        var metrics = Metric.Many(8);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth(metrics.Where(metric => metric.Name != "m03"), 600, 605), records);
        Assert.True(fetcher.IsRefused(metrics[3]));
    }

    [Fact]
    public async Task Metrics_that_need_a_right_are_asked_for_apart_and_refused_together()
    {
        using var story = new FetcherStory();
        story.World.Refuses = (_, metric) => metric.StartsWith("earn", StringComparison.Ordinal) ? GraphAnswer.RightMissing : null;
        SelectedMetric[] metrics = [Metric.Gated("earn1"), .. Metric.Many(5), Metric.Gated("earn2"), Metric.Gated("earn3")];
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth(Metric.Many(5), 600, 605), records);
        Assert.Equal(["m00,m01,m02,m03,m04", "earn1,earn2,earn3"], story.Calls.Select(call => string.Join(',', call.Metrics)));
        Assert.Equal(["earn1", "earn2", "earn3"], metrics.Where(fetcher.IsRefused).Select(metric => metric.Name));
    }

    [Fact]
    public async Task Metrics_that_need_a_right_are_delivered_where_the_right_is_there()
    {
        using var story = new FetcherStory();
        SelectedMetric[] metrics = [Metric.Gated("earn1"), Metric.Gated("earn2"), Metric.Live("m00")];

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth(metrics, 600, 605), records);
        Assert.Equal(2, story.Calls.Count);
    }

    [Fact]
    public async Task A_dead_metric_among_those_that_need_a_right_is_searched_for()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("earn2");
        SelectedMetric[] metrics = [Metric.Gated("earn1"), Metric.Gated("earn2"), Metric.Gated("earn3")];

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth([metrics[0], metrics[2]], 600, 605), records);
    }

    [Fact]
    public async Task A_custom_metric_that_turns_out_to_need_a_right_does_not_cost_the_others()
    {
        using var story = new FetcherStory();
        story.World.Refuses = (_, metric) => metric == "secret_earnings" ? GraphAnswer.RightMissing : null;
        SelectedMetric[] metrics = [.. Metric.Many(6), Metric.Custom("secret_earnings")];

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth(Metric.Many(6), 600, 605), records);
        Assert.Equal("secret_earnings", Assert.Single(story.Report.Refused).Metric.Name);
    }

    [Fact]
    public async Task Each_breakdown_has_a_call_of_its_own()
    {
        using var story = new FetcherStory();
        SelectedMetric[] metrics = [Metric.BrokenDown("page_media_view", "is_from_ads"), Metric.Live("page_media_view"), Metric.BrokenDown("page_media_view", "is_from_followers")];

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(
            ["page_media_view", "page_media_view is_from_ads", "page_media_view is_from_followers"],
            story.Calls.Select(call => string.Join(' ', [call.Parameters["metric"], .. call.Parameters.Where(pair => pair.Key == "breakdown").Select(pair => pair.Value)])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_further_Page_verifies_a_dead_metric_with_at_most_two_more_calls_each(int dead)
    {
        using var story = new FetcherStory();
        var names = Enumerable.Range(0, dead).Select(number => Metric.Name(number * 9)).ToArray();
        story.World.Refuses = InsightsWorld.Refusing(names);
        var metrics = Metric.Many(30);
        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage("1")), FetcherStory.Slice(metrics, 600, 605));
        var before = story.Calls.Count;
        var second = story.Fetcher(FetcherStory.NewPage("2"));

        var records = await FetcherStory.FetchAsync(second, FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(FetcherStory.Truth(metrics.Where(metric => !names.Contains(metric.Name)), 600, 605), records);
        Assert.InRange(story.Calls.Count - before, 1 + dead, 1 + (2 * dead));
        Assert.Equal(names, metrics.Where(second.IsRefused).Select(metric => metric.Name));
        Assert.All(story.Report.Refused, refusal => Assert.Equal((2, "1"), (refusal.Pages, refusal.FirstPageId)));
    }

    [Fact]
    public async Task A_metric_refused_for_one_Page_is_delivered_for_another_that_has_it()
    {
        using var story = new FetcherStory();
        story.World.Refuses = (page, metric) => (page, metric) == ("1", "m04") ? GraphAnswer.InvalidMetric : null;
        var metrics = Metric.Many(10);
        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage("1")), FetcherStory.Slice(metrics, 600, 605));
        var before = story.Calls.Count;
        var second = story.Fetcher(FetcherStory.NewPage("2"));

        var first = await FetcherStory.FetchAsync(second, FetcherStory.Slice(metrics, 600, 605));
        var next = await FetcherStory.FetchAsync(second, FetcherStory.Slice(metrics, 606, 610));

        Assert.Equal(FetcherStory.Truth(metrics, 600, 605), first);
        Assert.Equal(FetcherStory.Truth(metrics, 606, 610), next);
        Assert.False(second.IsRefused(metrics[4]));
        // Verified alone once; from then on it is asked for with the others.
        Assert.Equal([9, 1, 10], story.Calls.Skip(before).Select(call => call.Metrics.Count));
        Assert.Equal(1, Assert.Single(story.Report.Refused).Pages);
    }

    [Fact]
    public async Task A_metric_that_the_registry_knows_as_dead_is_asked_for_alone_and_refused()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("page_fans");
        SelectedMetric[] metrics = [Metric.Dead("page_fans", "2025-11-15"), .. Metric.Many(3)];
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));
        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 606, 610));

        Assert.Equal(FetcherStory.Truth(Metric.Many(3), 600, 605), records);
        Assert.Equal(["m00,m01,m02", "page_fans", "m00,m01,m02"], story.Calls.Select(call => call.Parameters["metric"]));
    }

    [Fact]
    public async Task A_metric_that_the_registry_wrongly_takes_for_dead_is_delivered()
    {
        using var story = new FetcherStory();
        SelectedMetric[] metrics = [Metric.Dead("page_fans", "2025-11-15"), Metric.Dead("page_old", "v19.0"), .. Metric.Many(2)];
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var first = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 600, 605));
        var next = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 606, 610));

        Assert.Equal(FetcherStory.Truth(metrics, 600, 605).Order(StringComparer.Ordinal), first);
        Assert.Equal(FetcherStory.Truth(metrics, 606, 610).Order(StringComparer.Ordinal), next);
        Assert.Equal([2, 1, 1, 4], story.Calls.Select(call => call.Metrics.Count));
    }

    [Fact]
    public async Task A_metric_that_will_die_is_asked_for_with_the_others_until_then()
    {
        using var story = new FetcherStory();
        SelectedMetric[] metrics = [Metric.Dead("page_fans", "2026-11-22"), .. Metric.Many(3)];

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 600, 605));

        Assert.Equal(4, Assert.Single(story.Calls).Metrics.Count);
    }

    [Fact]
    public async Task Pages_that_meet_the_same_dead_metric_at_once_search_for_it_one_after_the_other()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("m11");
        var metrics = Metric.Many(30);

        var pages = await Task.WhenAll(Enumerable.Range(1, 8).Select(id => Task.Run(
            () => FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage($"{id}")), FetcherStory.Slice(metrics, 600, 601)),
            TestContext.Current.CancellationToken)));

        Assert.All(pages, records => Assert.Equal(FetcherStory.Truth(metrics.Where(metric => metric.Name != "m11"), 600, 601), records));
        // The first Page searches; each other one has met the refusal, and then verifies the hint and asks for the rest.
        Assert.InRange(story.Calls.Count, 8, 11 + (7 * 3));
        Assert.Equal(8, Assert.Single(story.Report.Refused).Pages);
    }
}
