using Facebook.Graph;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class InsightsFetcherTests
{
    [Fact]
    public async Task Up_to_fifty_metrics_and_ninety_days_are_one_call_with_dates_as_bounds()
    {
        using var story = new FetcherStory();
        var metrics = Metric.Many(50);

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 589));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 589), records);
        var call = Assert.Single(story.Calls);
        Assert.Equal("1/insights", call.Path);
        Assert.Equal("EAAPAGE1", call.Token);
        Assert.Equal("day", call.Parameters["period"]);
        Assert.Equal(("2026-05-16", "2026-08-14"), (call.Parameters["since"], call.Parameters["until"]));
        Assert.DoesNotContain("breakdown", call.Parameters.Keys);
    }

    [Fact]
    public async Task More_than_fifty_metrics_are_several_calls()
    {
        using var story = new FetcherStory();
        var metrics = Metric.Many(101);

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 501));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 501).Order(StringComparer.Ordinal), records);
        Assert.Equal([50, 50, 1], story.Calls.Select(call => call.Metrics.Count));
    }

    [Fact]
    public async Task Too_much_data_halves_the_metrics_first_and_then_the_days_and_the_lesson_is_kept()
    {
        using var story = new FetcherStory();
        // One metric over ten days is the most.
        story.World.Interrupts = call => call.Metrics.Count * call.Window.Days > 10 ? GraphAnswer.TooMuchData : null;
        var metrics = Metric.Many(8);
        var page = FetcherStory.NewPage();
        var fetcher = story.Fetcher(page);

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 539));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 539), records);
        Assert.Equal(
            ["8x40", "4x40", "2x40", "1x40", "1x20"],
            story.Calls.Where(call => call.Metrics.Count * call.Window.Days > 10).Select(call => $"{call.Metrics.Count}x{call.Window.Days}"));
        Assert.Equal((1, 10), (page.Limit.Metrics, page.Limit.Days));

        var before = story.Calls.Count;
        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 540, 559));
        await FetcherStory.FetchAsync(story.Fetcher(page), FetcherStory.Slice(metrics, 540, 559));
        Assert.All(story.Calls.Skip(before), call => Assert.True(call.Metrics.Count * call.Window.Days <= 10));
        Assert.Equal(2 * 8 * 2, story.Calls.Count - before);
    }

    [Fact]
    public async Task Another_Page_is_not_bound_by_what_was_too_much_for_the_first()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = call => call.Node == "1" && call.Metrics.Count > 2 ? GraphAnswer.TooMuchData : null;
        var metrics = Metric.Many(8);
        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage("1")), FetcherStory.Slice(metrics, 500, 539));
        var before = story.Calls.Count;

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage("2")), FetcherStory.Slice(metrics, 500, 539));

        Assert.Equal(1, story.Calls.Count - before);
    }

    [Fact]
    public async Task A_range_that_is_too_long_is_halved_and_the_metrics_stay_together()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = call => call.Window.Days > 30 ? GraphAnswer.RangeTooLong : null;
        var metrics = Metric.Many(5);

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 589));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 589), records);
        Assert.All(story.Calls, call => Assert.Equal(5, call.Metrics.Count));
        Assert.Equal([90, 45, 23, 22, 23, 22], story.Calls.Select(call => call.Window.Days));
    }

    [Fact]
    public async Task What_stays_too_much_for_one_metric_and_one_day_is_a_failure()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.TooMuchData;
        List<string> records = [];
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var failure = await Assert.ThrowsAsync<GraphException>(() => FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(4), 500, 503), records));

        Assert.Equal(GraphErrorKind.TooMuchData, failure.Kind);
        Assert.Empty(records);
        Assert.Equal(("m00", Day.Window(500, 500)), (Assert.Single(fetcher.LastCall.Metrics).Name, fetcher.LastCall.Window));
    }

    [Fact]
    public async Task A_dead_metric_and_too_much_data_at_once_lose_nothing()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("m05", "m17");
        story.World.Interrupts = call => call.Metrics.Count * call.Window.Days > 60 ? GraphAnswer.TooMuchData : null;
        var metrics = Metric.Many(20);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 544));

        Assert.Equal(FetcherStory.Truth(metrics.Where(metric => metric.Name is not ("m05" or "m17")), 500, 544), records);
    }

    [Fact]
    public async Task Days_before_what_the_API_keeps_are_passed_over_and_the_others_delivered()
    {
        foreach (var oldest in new[] { 500, 501, 520, 544, 588, 589, 590 })
        {
            using var story = new FetcherStory();
            story.World.Interrupts = call => call.Window.First < Day.No(oldest) ? GraphAnswer.RangeTooOld : null;
            var metrics = Metric.Many(3);
            var fetcher = story.Fetcher(FetcherStory.NewPage());

            var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 589));

            Assert.Equal(FetcherStory.Truth(metrics, oldest, 589), records);
            Assert.DoesNotContain(metrics, fetcher.IsRefused);
            Assert.InRange(story.Calls.Count, 1, 20);
        }
    }

    [Fact]
    public async Task Windows_that_are_too_old_altogether_cost_few_calls()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.RangeTooOld;
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        Assert.Empty(await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(3), 300, 389)));
        Assert.Empty(await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(3), 390, 479)));

        Assert.Null(fetcher.NewestDay);
        Assert.InRange(story.Calls.Count, 2, 2 * 10);
    }

    [Fact]
    public async Task A_Page_that_is_too_small_delivers_nothing_and_no_metric_is_refused()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.TooSmall;
        var metrics = Metric.Many(3);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        Assert.Empty(await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 589)));

        Assert.Single(story.Calls);
        Assert.DoesNotContain(metrics, fetcher.IsRefused);
        Assert.Null(fetcher.NewestDay);
    }

    [Fact]
    public async Task Where_the_last_day_of_a_window_is_left_out_it_is_asked_for_once_more_with_a_later_bound()
    {
        using var story = new FetcherStory();
        story.World.EndsADayShort = true;
        var metrics = Metric.Many(3);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 589));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 589), records);
        Assert.Equal(Day.No(589), fetcher.NewestDay);
        Assert.Equal([Day.Window(500, 589), Day.Window(589, 590)], story.Calls.Select(call => call.Window));
    }

    [Fact]
    public async Task A_window_of_one_day_that_is_left_out_is_asked_for_once_more()
    {
        using var story = new FetcherStory();
        story.World.EndsADayShort = true;
        var metrics = Metric.Many(3);

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 500));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 500), records);
        Assert.Equal([Day.Window(500, 500), Day.Window(500, 501)], story.Calls.Select(call => call.Window));
    }

    [Fact]
    public async Task A_last_day_that_has_nothing_is_asked_for_once_more_and_then_no_more()
    {
        using var story = new FetcherStory();
        story.World.ValueOf = (metric, day) => day == Day.No(589) ? null : InsightsWorld.Value(metric, day);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(2), 500, 589));

        Assert.Equal(FetcherStory.Truth(Metric.Many(2), 500, 588), records);
        Assert.Equal(2, story.Calls.Count);
        Assert.Equal(Day.No(588), fetcher.NewestDay);
    }

    [Fact]
    public async Task The_last_complete_day_is_not_asked_for_once_more_when_it_is_late()
    {
        using var story = new FetcherStory();
        story.World.ValueOf = (metric, day) => day == Day.No(FetcherStory.LastComplete) ? null : InsightsWorld.Value(metric, day);

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 680, FetcherStory.LastComplete));

        Assert.Single(story.Calls);
    }

    [Fact]
    public async Task A_window_without_any_day_or_with_an_early_end_is_not_asked_for_once_more()
    {
        using var story = new FetcherStory();
        story.World.ValueOf = (metric, day) => day > Day.No(550) ? null : InsightsWorld.Value(metric, day);

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 500, 589));
        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 560, 589));

        Assert.Equal(2, story.Calls.Count);
    }

    [Fact]
    public async Task No_bound_lies_after_the_last_complete_day_even_when_asking_once_more()
    {
        using var story = new FetcherStory();
        story.World.EndsADayShort = true;

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 600, FetcherStory.LastComplete - 1));

        Assert.Equal(2, story.Calls.Count);
        Assert.All(story.Calls, call => Assert.True(call.Window.Last <= Day.No(FetcherStory.LastComplete)));
    }

    [Fact]
    public async Task A_metric_that_is_left_out_without_a_word_is_reported_and_not_refused()
    {
        using var story = new FetcherStory();
        story.World.Silent.Add("m01");
        var metrics = Metric.Many(3);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        var records = await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 501));
        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 502, 503));

        Assert.Equal(FetcherStory.Truth([metrics[0], metrics[2]], 500, 501), records);
        Assert.Equal(["m01"], fetcher.Silent.Select(metric => metric.Name));
        Assert.False(fetcher.IsRefused(metrics[1]));
    }

    [Fact]
    public async Task A_failure_hands_out_nothing_of_the_piece_that_failed()
    {
        using var story = new FetcherStory();
        // The second half of what belongs together fails for good; a group before it was whole.
        story.World.Interrupts = call => call.Metrics.Contains("m59") ? GraphAnswer.Fault : null;
        SelectedMetric[] metrics = [.. Metric.Many(60), Metric.Gated("earn")];
        var fetcher = story.Fetcher(FetcherStory.NewPage());
        List<string> records = [];

        var failure = await Assert.ThrowsAsync<GraphException>(() => FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(metrics, 500, 501), records));

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        Assert.Equal(3, failure.Attempts);
        Assert.Empty(records);
        Assert.Equal(10, fetcher.LastCall.Metrics.Count);
        Assert.Equal(Day.Window(500, 501), fetcher.LastCall.Window);
    }

    [Fact]
    public async Task A_failure_leaves_the_groups_before_it_handed_out_whole()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = call => call.Metrics.Contains("earn") ? GraphAnswer.Fault : null;
        SelectedMetric[] metrics = [Metric.Gated("earn"), .. Metric.Many(3)];
        List<string> records = [];

        await Assert.ThrowsAsync<GraphException>(() => FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 501), records));

        Assert.Equal(FetcherStory.Truth(Metric.Many(3), 500, 501), records.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_fault_that_passes_is_not_seen_in_what_is_handed_out()
    {
        using var story = new FetcherStory();
        var faults = 0;
        story.World.Interrupts = _ => ++faults % 3 != 0 ? GraphAnswer.Fault : null;
        var metrics = Metric.Many(60);

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(metrics, 500, 501));

        Assert.Equal(FetcherStory.Truth(metrics, 500, 501), records);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_asked_for_again_and_counts_once()
    {
        using var story = new FetcherStory();
        var calls = 0;
        story.World.Interrupts = call => calls++ == 0 ? GraphAnswer.Ok("""{"data":[{"name":"m00","period":"day","values":[{"value":1,"end_time":"2026-05-17T07:00:00+0000"}]},{"na""") : null;

        var records = await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 500, 501));

        Assert.Equal(FetcherStory.Truth(Metric.Many(2), 500, 501), records);
        Assert.Equal(2, story.Calls.Count);
    }

    [Fact]
    public async Task The_next_link_of_an_answer_is_never_followed()
    {
        using var story = new FetcherStory();

        await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice(Metric.Many(2), 500, 501));

        Assert.Single(story.Graph.Server.Calls);
    }

    [Fact]
    public async Task The_newest_day_is_kept_over_slices_and_groups()
    {
        using var story = new FetcherStory();
        story.World.ValueOf = (metric, day) => metric == "m01" && day > Day.No(505) ? null : InsightsWorld.Value(metric, day);
        var fetcher = story.Fetcher(FetcherStory.NewPage());

        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(2), 500, 510));
        Assert.Equal(Day.No(510), fetcher.NewestDay);

        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metric.Many(2), 400, 410));
        Assert.Equal(Day.No(510), fetcher.NewestDay);
    }

    [Fact]
    public async Task No_metrics_are_no_calls()
    {
        using var story = new FetcherStory();

        Assert.Empty(await FetcherStory.FetchAsync(story.Fetcher(FetcherStory.NewPage()), FetcherStory.Slice([], 500, 501)));

        Assert.Empty(story.Calls);
    }
}
