using GraphSimulator.Faults;
using GraphSimulator.Journal;
using GraphSimulator.Limits;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Runs that have to be over at a certain time.</summary>
public sealed class TimeLimitTests
{
    // The time of the runs is simulated: on a busy machine they get less done each, and there are more of them.
    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task A_two_year_backfill_of_200_Pages_is_completed_by_as_many_runs_as_it_needs(string layout)
    {
        await using var story = await SyncStory.StartAsync(pages: 200, days: 729, speed: 300);
        story.Config.With("stream_layout", layout).With("concurrency", 16).WithList("metric_groups", "cta_clicks");
        story.World.Latency = TimeSpan.FromMilliseconds(3);

        var outcomes = await story.SyncToTheEndAsync(mostRuns: 500, "--max-runtime-seconds", "60");

        Assert.InRange(outcomes.Count, 3, 500);
        Assert.All(outcomes.SkipLast(1), outcome => Assert.Equal((0, "incomplete", true), (outcome.ExitCode, outcome.Status, outcome.HasMore)));
        Assert.Equal((0, "succeeded"), (outcomes[^1].ExitCode, outcomes[^1].Status));
        var truth = ExpectedInsights.Of(story.Pages, "day", story.First, SyncStory.Last, ["page_total_actions"]);
        Assert.Empty(story.Stored.Union().DifferencesFrom(truth));
        // Each Page's row in `pages`, and each of its 9 windows, once; and a window again where a run was stopped in the middle of it.
        Assert.InRange(story.Journal.Insights().Count, 200 * 9, (200 * 9) + (outcomes.Count * 16 * 2));
        Assert.Equal(200, story.Stored.Runs().SelectMany(run => run.Records).Where(record => record.Stream == "pages").Select(record => record.Data["page_id"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task What_a_round_has_finished_is_read_again_by_the_next_round()
    {
        await using var story = await SyncStory.StartAsync(pages: 20, days: 90, speed: 60);
        story.Config.With("concurrency", 2).With("window_days", 10);
        story.World.Latency = TimeSpan.FromMilliseconds(20);
        await story.SyncToTheEndAsync(mostRuns: 200, "--max-runtime-seconds", "60");

        story.World.Latency = TimeSpan.Zero;
        var next = await story.SyncAsync();

        Assert.All(next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)), stream => Assert.Equal(14, stream.Records));
        story.AssertTruth();
    }

    [Fact]
    public async Task A_wait_that_would_pass_the_end_puts_that_Page_off_and_the_others_are_read()
    {
        await using var story = await SyncStory.StartAsync(pages: 3, days: 20, speed: 200);
        Block(story, TimeSpan.FromMinutes(40));
        var began = story.Clock.GetUtcNow();

        var outcome = await story.SyncAsync("--max-runtime-seconds", "600");

        Assert.Equal((0, "incomplete", true), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        Assert.True(story.Clock.GetUtcNow() - began < TimeSpan.FromSeconds(600), "The run has waited.");
        // Up to a tenth of jitter comes on top.
        Assert.InRange(outcome.Answer["retry_after_seconds"]!.GetValue<int>(), 1800, 2700);
        Assert.Equal(["COMPLETE", "INCOMPLETE", "COMPLETE"], outcome.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Status));
        story.AssertTruth([SyncStory.PageId(1), SyncStory.PageId(3)]);

        Block(story, TimeSpan.FromHours(-1));
        var next = await story.SyncAsync("--max-runtime-seconds", "100000");
        Assert.Equal("succeeded", next.Status);
        Assert.Equal([0L, 40L, 0L], next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
        story.AssertTruth();
    }

    [Fact]
    public async Task A_limit_of_the_whole_app_at_the_start_is_an_answer_that_says_how_long_to_wait()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 20, speed: 200);
        story.With(Fault.Answer(GraphErrors.AppLimit) with { Edge = "accounts" });

        var outcome = await story.SyncAsync("--max-runtime-seconds", "30");

        Assert.Equal((0, "incomplete", true), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        Assert.InRange(outcome.Answer["retry_after_seconds"]!.GetValue<int>(), 1, 120);
        Assert.Null(outcome.Answer["manifest"]);
        Assert.False(story.HasState);
    }

    [Fact]
    public async Task A_round_that_is_older_than_a_day_is_not_gone_on_with()
    {
        await using var story = await SyncStory.StartAsync(pages: 3, days: 20, speed: 200);
        Block(story, TimeSpan.FromMinutes(40));
        Assert.True((await story.SyncAsync("--max-runtime-seconds", "600")).HasMore);
        var round = Path.Combine(story.StateFolder, SyncStory.Connection, "rounds", "all.json");
        var old = (await File.ReadAllTextAsync(round, TestContext.Current.CancellationToken)).Replace("2026-11-22T", "2026-11-21T", StringComparison.Ordinal);
        await File.WriteAllTextAsync(round, old.Replace("2026-11-21T18", "2026-11-21T17", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Block(story, TimeSpan.FromHours(-1));

        var next = await story.SyncAsync();

        Assert.Equal([14L, 40L, 14L], next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
    }

    [Fact]
    public async Task A_stream_that_was_reset_in_the_middle_of_a_round_is_read_anew()
    {
        await using var story = await SyncStory.StartAsync(pages: 3, days: 20, speed: 200);
        Block(story, TimeSpan.FromMinutes(40));
        Assert.True((await story.SyncAsync("--max-runtime-seconds", "600")).HasMore);
        Assert.Equal("succeeded", (await story.StateAsync("reset", "--stream", SyncStory.StreamOf(1))).Status);
        Block(story, TimeSpan.FromHours(-1));

        var next = await story.SyncAsync();

        Assert.Equal([40L, 40L, 0L], next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
    }

    private static void Block(SyncStory story, TimeSpan time) =>
        story.World.Limits.BlockUntil(UsageKind.BusinessUseCase, SyncStory.PageId(2), story.Clock.GetUtcNow() + time);
}
