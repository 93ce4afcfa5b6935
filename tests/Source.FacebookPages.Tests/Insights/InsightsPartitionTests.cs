using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Insights;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Days;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class InsightsPartitionTests
{
    [Fact]
    public async Task A_first_read_checkpoints_after_every_window_with_all_its_records_before_it()
    {
        using var story = new PartitionStory();
        var metrics = Metric.Many(2);

        var output = await story.ReadAsync(null, metrics, story.LastComplete.AddDays(-199));

        var first = Day.NumberOf(story.LastComplete) - 199;
        Assert.Equal([90 * 2, 180 * 2, 200 * 2], output.Checkpoints.Select(checkpoint => checkpoint.Records));
        Assert.Equal(
            [UsRule.EndOf(Day.No(first + 89)), UsRule.EndOf(Day.No(first + 179)), UsRule.EndOf(story.LastComplete)],
            output.Checkpoints.Select(checkpoint => checkpoint.Progress.EndTime));
        Assert.Equal(FetcherStory.Truth(metrics, first, first + 199).Order(StringComparer.Ordinal), output.Records.Order(StringComparer.Ordinal));
        Assert.Equal(1, story.Report.Done);
        Assert.Equal(3, story.Graph.Server.Calls.Count);
    }

    [Fact]
    public async Task The_first_read_of_two_years_takes_nine_calls()
    {
        using var story = new PartitionStory();

        await story.ReadAsync(null, Metric.Many(34), story.LastComplete.AddDays(1).AddYears(-2));

        Assert.Equal(9, story.Graph.Server.Calls.Count);
    }

    [Fact]
    public async Task A_state_from_the_future_is_kept_without_records_calls_or_checkpoints()
    {
        using var story = new PartitionStory();
        var future = new PageProgress(Coverage.None.Add(["m00"], new(story.LastComplete.AddDays(-30), story.LastComplete.AddDays(1))), UsRule.EndOf(story.LastComplete.AddDays(1)));

        var output = await story.ReadAsync(future, Metric.Many(1), story.LastComplete.AddDays(-100));

        Assert.Empty(output.Records);
        Assert.Empty(output.Checkpoints);
        Assert.Empty(story.Graph.Server.Calls);
    }

    [Fact]
    public async Task A_cursor_in_the_future_without_any_coverage_is_kept_too()
    {
        using var story = new PartitionStory();

        var output = await story.ReadAsync(new PageProgress(Coverage.None, UsRule.EndOf(Day.On("2099-01-01"))), Metric.Many(1), story.LastComplete.AddDays(-100));

        Assert.Empty(output.Checkpoints);
        Assert.Empty(story.Graph.Server.Calls);
    }

    [Fact]
    public async Task A_cursor_at_the_last_complete_day_is_not_the_future()
    {
        using var story = new PartitionStory();
        var read = new PageProgress(Coverage.None.Add(["m00"], new(story.LastComplete.AddDays(-30), story.LastComplete)), UsRule.EndOf(story.LastComplete));

        var output = await story.ReadAsync(read, Metric.Many(1), story.LastComplete.AddDays(-30));

        Assert.Equal(7, output.Records.Count);
        Assert.Equal(UsRule.EndOf(story.LastComplete), Assert.Single(output.Checkpoints).Progress.EndTime);
    }

    [Fact]
    public async Task A_day_that_is_late_stays_uncovered_and_is_fetched_by_a_later_run()
    {
        using var story = new PartitionStory();
        var late = story.LastComplete;
        story.World.ValueOf = (metric, day) => day == late ? null : InsightsWorld.Value(metric, day);
        var first = await story.ReadAsync(null, Metric.Many(2), late.AddDays(-20));
        var state = first.Checkpoints[^1].Progress;
        story.World.ValueOf = InsightsWorld.Value;
        story.Lookback = 0;

        var second = await story.ReadAsync(state, Metric.Many(2), late.AddDays(-20));

        Assert.Equal(UsRule.EndOf(late.AddDays(-1)), state.EndTime);
        Assert.Equal(FetcherStory.Truth(Metric.Many(2), Day.NumberOf(late), Day.NumberOf(late)), second.Records);
        Assert.Equal(UsRule.EndOf(late), second.Checkpoints[^1].Progress.EndTime);
    }

    [Fact]
    public async Task Days_in_the_future_that_a_clock_left_behind_do_not_make_late_days_count_as_read()
    {
        using var story = new PartitionStory();
        var late = story.LastComplete;
        story.World.ValueOf = (metric, day) => day == late ? null : InsightsWorld.Value(metric, day);
        var state = new PageProgress(
            Coverage.None.Add(["gone"], new(late.AddDays(-30), late.AddDays(300))).Add(["m00"], new(late.AddDays(-30), late.AddDays(-3))),
            UsRule.EndOf(late.AddDays(-3)));

        var output = await story.ReadAsync(state, Metric.Many(1), late.AddDays(-30));

        Assert.Equal(late.AddDays(-1), output.Checkpoints[^1].Progress.Coverage.LatestOf("m00")!.Value.Last);
    }

    [Fact]
    public async Task A_gap_in_the_middle_that_fills_up_is_fetched_within_the_lookback()
    {
        using var story = new PartitionStory();
        var gap = story.LastComplete.AddDays(-3);
        story.World.ValueOf = (metric, day) => day == gap ? null : InsightsWorld.Value(metric, day);
        var first = await story.ReadAsync(null, Metric.Many(1), gap.AddDays(-20));
        story.World.ValueOf = InsightsWorld.Value;

        var second = await story.ReadAsync(first.Checkpoints[^1].Progress, Metric.Many(1), gap.AddDays(-20));

        Assert.DoesNotContain(first.Records, record => record.Contains($"{gap:yyyy-MM-dd}", StringComparison.Ordinal));
        Assert.Contains(second.Records, record => record.Contains($"{gap:yyyy-MM-dd}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_window_that_fails_is_not_covered_and_the_failure_names_everything_to_ask_again_by_hand()
    {
        using var story = new PartitionStory();
        var start = story.LastComplete.AddDays(-199);
        story.World.Interrupts = call => call.Window.First > start.AddDays(89) ? GraphAnswer.Fault : null;
        var output = new RecordedOutput();

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync(null, Metric.Many(2), start, output: output));

        var checkpoint = Assert.Single(output.Checkpoints);
        Assert.Equal(UsRule.EndOf(start.AddDays(89)), checkpoint.Progress.EndTime);
        Assert.Equal(start.AddDays(89), checkpoint.Progress.Coverage.NewestDay);
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        var (since, until) = ($"{start.AddDays(90):yyyy-MM-dd}", $"{start.AddDays(179):yyyy-MM-dd}");
        Assert.Contains("Page 1 (Blue Door Coffee)", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{since} to {until}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("m00, m01", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fbtrace_id Atrace", failure.Message, StringComparison.Ordinal);
        Assert.Equal($"page_id=1 metrics=m00,m01 period=day since={since} until={until} attempts=3 code=2 subcode= fbtrace_id=Atrace kind=Transient", failure.InternalMessage);
        Assert.Equal((0, 1), (story.Report.Done, story.Report.Failed));
    }

    [Fact]
    public async Task A_lost_Page_is_skipped_with_a_warning_and_keeps_what_was_read()
    {
        using var story = new PartitionStory();
        var start = story.LastComplete.AddDays(-199);
        story.World.Interrupts = call => call.Window.First > start.AddDays(89) ? GraphAnswer.RoleLost : null;
        var output = new RecordedOutput();

        var skipped = await Assert.ThrowsAsync<PartitionSkippedException>(() => story.ReadAsync(null, Metric.Many(1), start, output: output));

        Assert.Single(output.Checkpoints);
        Assert.Contains("Page 1 (Blue Door Coffee)", skipped.Message, StringComparison.Ordinal);
        Assert.Contains("code 190, subcode 492", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["1"], story.Report.Skipped.Keys);
        Assert.Equal(0, story.Report.Done);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_lost_Page_fails_a_full_refresh_and_whoever_wants_it_to_fail(bool skip, bool fullRefresh)
    {
        using var story = new PartitionStory { Skip = skip, IsFullRefresh = fullRefresh };
        story.World.Interrupts = _ => GraphAnswer.PermissionMissing;

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync(null, Metric.Many(1), story.LastComplete));

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal(skip && fullRefresh, failure.Message.Contains("full_refresh", StringComparison.Ordinal));
        Assert.Matches("^page_id=1 metrics=m00 period=day since=2026-11-21 until=2026-11-21 attempts=1 code=10 ", failure.InternalMessage);
        Assert.Equal(1, story.Report.Failed);
        Assert.Empty(story.Report.Skipped);
    }

    [Fact]
    public async Task A_refused_metric_is_not_covered_and_does_not_hold_the_cursor()
    {
        using var story = new PartitionStory();
        story.World.Refuses = InsightsWorld.Refusing("m01");

        var output = await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(-9));

        var progress = Assert.Single(output.Checkpoints).Progress;
        Assert.Equal(["m00", "m02"], Assert.Single(progress.Coverage.Ranges).Metrics);
        Assert.Equal(UsRule.EndOf(story.LastComplete), progress.EndTime);
    }

    [Fact]
    public async Task When_all_metrics_are_refused_the_stream_ends_well_with_nothing_covered()
    {
        using var story = new PartitionStory();
        story.World.Refuses = (_, _) => GraphAnswer.InvalidMetric;

        var output = await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(-99));

        Assert.Empty(output.Records);
        Assert.All(output.Checkpoints, checkpoint => Assert.Empty(checkpoint.Progress.Coverage.Ranges));
        Assert.Equal(UsRule.EndOf(story.LastComplete.AddDays(-100)), output.Checkpoints[^1].Progress.EndTime);
        Assert.Equal(3, story.Report.Refused.Count);
        Assert.Equal(1, story.Report.Done);
    }

    [Fact]
    public async Task When_all_metrics_are_refused_the_report_says_so_and_no_other_cause_is_looked_for()
    {
        using var story = new PartitionStory();
        story.World.Refuses = (_, _) => GraphAnswer.InvalidMetric;

        await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(-99));

        Assert.Equal([("page_insights_1", "1")], story.Report.WithoutAnyMetric);
        Assert.Empty(story.Graph.Log.Warnings);
        Assert.All(story.Graph.Server.Calls, call => Assert.True(call.IsInsights));
    }

    [Fact]
    public async Task A_metric_that_comes_alive_later_is_backfilled_alone()
    {
        using var story = new PartitionStory();
        var start = story.LastComplete.AddDays(-99);
        story.World.Refuses = InsightsWorld.Refusing("m01");
        var first = await story.ReadAsync(null, Metric.Many(2), start);
        story.World.Refuses = (_, _) => null;
        var before = story.Graph.Server.InsightsCalls.Count;

        using var next = new PartitionStory();
        var second = await next.ReadAsync(first.Checkpoints[^1].Progress, Metric.Many(2), start);

        Assert.True(before > 0);
        Assert.Equal(100, second.Records.Count(record => record.StartsWith("m01", StringComparison.Ordinal)));
        Assert.Equal(7, second.Records.Count(record => record.StartsWith("m00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_wanted_is_nothing_done()
    {
        using var story = new PartitionStory();

        var output = await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(1));

        Assert.Empty(output.Checkpoints);
        Assert.Empty(story.Graph.Server.Calls);
        Assert.Equal(1, story.Report.Done);
    }

    [Fact]
    public async Task A_Page_that_is_silent_over_some_days_is_asked_why()
    {
        using var story = new PartitionStory(owner: "EAAUSER")
        {
            Other = call => call.Path == "debug_token"
                ? GraphAnswer.Ok("""{"data":{"is_valid":true,"type":"USER","scopes":["pages_show_list","pages_read_engagement"]}}""")
                : GraphAnswer.Ok("""{"id":"1","is_published":true,"fan_count":5000}"""),
        };
        story.World.ValueOf = (_, _) => null;

        await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(-9));

        Assert.Contains("read_insights", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_that_delivers_something_is_asked_nothing()
    {
        using var story = new PartitionStory();
        story.World.ValueOf = (metric, day) => day == story.LastComplete.AddDays(-5) ? "0" : null;

        await story.ReadAsync(null, Metric.Many(3), story.LastComplete.AddDays(-9));

        Assert.All(story.Graph.Server.Calls, call => Assert.True(call.IsInsights));
        Assert.Empty(story.Graph.Log.Warnings);
    }

    [Fact]
    public void The_partitions_key_is_the_Page()
    {
        using var story = new PartitionStory();

        Assert.Equal("1", story.Partition(null, Metric.Many(1), story.LastComplete).Key);
    }
}
