using GraphSimulator.Faults;
using GraphSimulator.Limits;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Waits for rate limits. That nobody calls during a block is asserted for every run of this folder; here there are blocks to call in.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task A_Page_at_its_limit_waits_alone_and_tells_so_all_the_time()
    {
        await using var story = await Story.StartAsync(pages: 3);
        var blocked = Story.PageId(2);
        var end = Story.Now.AddMinutes(12);
        story.World.Limits.BlockUntil(UsageKind.BusinessUseCase, blocked, end);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        var others = story.Journal.Entries.Where(call => call.PageId is not null && call.PageId != blocked).ToList();
        Assert.All(others, call => Assert.True(call.At < end));
        // The first call has to run into the block to learn of it.
        var calls = story.Journal.Entries.Where(call => call.PageId == blocked && call.At > Story.Now.AddMinutes(1)).ToList();
        Assert.All(calls, call => Assert.True(call.At >= end));
        var waiting = output.Logs.Count(log => log.Message.Contains($"The rate limit of Page {blocked} is used up", StringComparison.Ordinal));
        Assert.InRange(waiting, 12, 20);
        var status = output.Statuses.Where(one => one.Reasons is not null).ToList();
        Assert.NotEmpty(status);
        Assert.All(status, one => Assert.Equal("RUNNING", one.Status));
        Assert.All(status, one => Assert.True(one.Stream == "pages" || one.Stream == Story.StreamOf(blocked), one.Stream));
        var reason = status[0].Reasons![0]!;
        Assert.Equal("RATE_LIMITED", reason["type"]!.GetValue<string>());
        var reset = DateTimeOffset.FromUnixTimeMilliseconds((long)reason["rate_limited"]!["quota_reset"]!.GetValue<double>());
        Assert.InRange(reset, end.AddSeconds(-1), end.AddMinutes(3));
    }

    [Fact]
    public async Task A_limit_of_the_app_stops_everybody_until_it_has_passed()
    {
        await using var story = await Story.StartAsync(pages: 3, days: 60);
        story.Config.With("window_days", 10);
        var end = Story.Now.AddMinutes(4);
        story.World.Schedule.AtCall(8, () => story.World.Limits.BlockUntil(UsageKind.App, "", end));

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        // Whoever was on the way, and then, since nobody is told how long it lasts, a try after one, two and four minutes.
        Assert.InRange(story.Journal.Entries.Count(call => call.ErrorCode == 4), 1, story.Pages.Count + 3);
        Assert.All(story.Pages, page => Assert.Contains(output.Statuses, status => status.Stream == Story.StreamOf(page) && status.Reasons is not null));
    }

    [Theory]
    [InlineData(UsageHeaderForm.Documented)]
    [InlineData(UsageHeaderForm.LowerCaseNames)]
    [InlineData(UsageHeaderForm.RetryAfter)]
    [InlineData(UsageHeaderForm.BrokenJson)]
    [InlineData(UsageHeaderForm.Missing)]
    [InlineData(UsageHeaderForm.KeyedByBusiness)]
    [InlineData(UsageHeaderForm.NoEstimate)]
    public async Task Pages_that_spend_their_budget_are_read_to_the_end_in_every_spelling_of_the_headers(UsageHeaderForm form)
    {
        await using var story = await Story.StartAsync(pages: 3, days: 80);
        story.Config.With("window_days", 1);
        story.World.Limits.HeaderForm = form;
        // Eighty windows at two percent: the budget is spent unless somebody slows down.
        story.World.Limits.BusinessUseCase = new UsageRule { GrowthPerCall = 2, RegainPerMinute = 10, Block = TimeSpan.FromMinutes(2), Prolongation = TimeSpan.FromMinutes(2) };

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        var isRefused = story.Journal.Entries.Any(call => call.ErrorCode == 80001);
        Assert.Equal(form is UsageHeaderForm.BrokenJson or UsageHeaderForm.Missing, isRefused);
    }

    [Fact]
    public async Task A_wait_that_is_longer_than_allowed_fails_the_stream_for_now_and_keeps_its_state()
    {
        await using var story = await Story.StartAsync(pages: 2);
        var blocked = Story.PageId(2);
        var state = (await story.ReadAsync()).StateFile();
        story.World.Limits.BlockUntil(UsageKind.BusinessUseCase, blocked, Story.Now.AddHours(30));
        story.Config.With("max_wait_seconds", 600);

        var output = await story.ReadAsync(CatalogBuilder.Incremental(Story.StreamOf(Story.PageId(1)), Story.StreamOf(blocked)), state);

        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("transient_error", error["failure_type"]!.GetValue<string>());
        Assert.Contains("code=80001", error["internal_message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("max_wait_seconds", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(blocked)));
        Assert.Equal(
            output.States.Single(one => one.Stream == Story.StreamOf(Story.PageId(1))).EndTime,
            output.States.Single(one => one.Stream == Story.StreamOf(blocked)).EndTime);
    }

    [Fact]
    public async Task A_limit_met_before_any_stream_is_open_is_waited_for_too()
    {
        await using var story = await Story.StartAsync();
        story.With(Fault.Answer(GraphErrors.UserLimit) with { Edge = "accounts", Times = 1 });

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Contains("The rate limit of the app is used up", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("1 wait(s)", output.Logs[^1].Message, StringComparison.Ordinal);
    }
}
