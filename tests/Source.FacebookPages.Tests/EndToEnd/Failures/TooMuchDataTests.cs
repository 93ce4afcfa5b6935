using TestKit;
using GraphSimulator.Faults;
using GraphSimulator.World;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class TooMuchDataTests
{
    public static TheoryData<string> Errors => ["reduce", "unknown with subcode"];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Fewer_metrics_are_asked_for_first_and_the_lesson_is_kept(string error)
    {
        await using var story = await Story.StartAsync(pages: 1, days: 180);
        story.World.TooMuchData = new TooMuchData { MostMetrics = 1, Error = ErrorOf(error) };

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        // One call too large, and never again: two windows of two metrics.
        Assert.Equal(1 + 4, story.Journal.Insights().Count);
        Assert.All(story.Journal.Insights(), call => Assert.Equal(90, Days(call["since"]!, call["until"]!)));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Then_the_windows_are_halved_and_that_lesson_is_kept_too(string error)
    {
        await using var story = await Story.StartAsync(pages: 1, days: 180);
        story.World.TooMuchData = new TooMuchData { MostDays = 25, Error = ErrorOf(error) };

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.All(output.States.Where(state => StreamNames.IsInsights(state.Stream)), state => Assert.NotNull(state.EndTime));
        // 2 × 90, 1 × 90, 1 × 45 are too large; 1 × 23 is not: four pieces of each window and metric.
        Assert.Equal(3 + (2 * 2 * 4), story.Journal.Insights().Count);
    }

    [Fact]
    public async Task A_Page_may_need_single_metrics_and_single_days()
    {
        await using var story = await Story.StartAsync(pages: 2, days: 12);
        story.World.TooMuchData = new TooMuchData { MostPoints = 1, PageId = Story.PageId(2) };

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        // The other Page has nothing to learn.
        Assert.Single(story.Journal.Insights(Story.PageId(1)));
    }

    [Fact]
    public async Task What_is_too_much_at_its_least_is_tried_again_and_then_fails_for_now()
    {
        await using var story = await Story.StartAsync(pages: 1, days: 4);
        story.Config.With("max_attempts", 4);
        story.With(Fault.Answer(GraphErrors.ReduceData) with { Edge = "insights" });

        var output = await story.ReadAsync();

        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("transient_error", error["failure_type"]!.GetValue<string>());
        Assert.Contains("since=2026-11-18 until=2026-11-18 attempts=4 code=1", error["internal_message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_asked_for_once_more_is_tried_again_too_when_it_is_too_much()
    {
        // A window's last day that did not come is asked for with a later bound; that call is as small as calls get.
        await using var story = await Story.StartAsync(pages: 1, days: 4);
        story.Config.WithList("metric_groups", "engagement").With("window_days", 2);
        story.Metrics = ["page_post_engagements"];
        story.World.Data.Hide(new(new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 19)));
        story.World.Schedule.When(call => call.Parameters["since"] == "2026-11-19", story.World.Data.HideNothing);
        story.With(Fault.Answer(GraphErrors.ReduceData) with { Edge = "insights", When = call => call.Parameters["since"] == "2026-11-19", Times = 2 });

        var output = await story.ReadAsync();

        Assert.Equal(2, story.World.Faults.CountOf("answer 1/0"));
        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
    }

    private static GraphSimulator.Http.GraphError ErrorOf(string error) => error == "reduce" ? GraphErrors.ReduceData : GraphErrors.UnknownWithSubcode;

    private static int Days(string since, string until) => DateOnly.ParseExact(until, "yyyy-MM-dd").DayNumber - DateOnly.ParseExact(since, "yyyy-MM-dd").DayNumber;
}
