using GraphSimulator.Faults;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class RetryTests
{
    public static TheoryData<string> Faults => [.. ByName.Keys];

    private static Dictionary<string, Fault> ByName { get; } = new(StringComparer.Ordinal)
    {
        ["an HTML page with 502"] = Fault.Html(502),
        ["an HTML page with 200"] = Fault.Html(200),
        ["an empty answer"] = Fault.EmptyBody(),
        ["a closed connection"] = Fault.Reset(),
        ["an answer cut short"] = Fault.Truncated(),
        ["an answer cut short near its end"] = Fault.Truncated(0.98),
        ["half a document as a whole answer"] = Fault.BrokenJson(),
        ["almost a document as a whole answer"] = Fault.BrokenJson(0.98),
        ["HTTP 200 with an error"] = Fault.OkWithError(GraphErrors.Unexpected),
        ["429 that says how long"] = Fault.TooManyRequests(2),
        ["429 that does not"] = Fault.TooManyRequests(),
        ["silence"] = Fault.Stall(Timeout.InfiniteTimeSpan),
        ["silence in the middle"] = Fault.StallInBody(Timeout.InfiniteTimeSpan),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_that_passes_leaves_nothing_but_a_count_and_one_line(string fault)
    {
        await using var story = await Story.StartAsync(pages: 1);
        story.With(ByName[fault] with { Edge = "insights", Times = 2 });

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Empty(output.Said("ERROR"));
        Assert.Contains($"{Story.PageId(1)}/insights was answered at attempt 3.", Assert.Single(output.Logs, log => log.Message.Contains("at attempt", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Contains("2 retried", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_retries_are_used_up_keeps_what_was_read_and_the_others_go_on()
    {
        await using var story = await Story.StartAsync(pages: 3, days: 60);
        story.Config.With("window_days", 20).With("max_attempts", 3);
        var hurt = Story.PageId(2);
        story.With(Fault.Answer(GraphErrors.Unavailable) with { Edge = "insights", PageId = hurt, FromMatch = 2 });

        var output = await story.ReadAsync();

        Assert.Equal(1, output.ExitCode);
        Assert.Equal("transient_error", Assert.Single(output.Errors)["failure_type"]!.GetValue<string>());
        Assert.Equal(["COMPLETE", "INCOMPLETE", "COMPLETE"], story.Pages.Select(page => output.FinalStatus(Story.StreamOf(page))));
        Assert.Equal("2026-10-13T07:00:00Z", output.States.Last(state => state.Stream == Story.StreamOf(hurt)).EndTime);

        story.World.Faults.Clear();
        var next = await story.ReadAsync(state: output.StateFile());

        Assert.Equal(0, next.ExitCode);
        var union = new Union();
        union.Add(output);
        union.Add(next);
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages)));
    }

    [Fact]
    public async Task A_Page_that_can_not_be_looked_up_fails_alone()
    {
        // Not listed, so that it has to be looked up, and a server that can't.
        await using var story = await Story.StartAsync(pages: 2);
        var hurt = Story.PageId(2);
        story.World.Pages[hurt].IsListed = false;
        story.Config.With("max_attempts", 3).WithList("page_ids", [.. story.Pages]);
        story.With(Fault.Answer(GraphErrors.Unavailable) with { PageId = hurt });

        var output = await story.ReadAsync();

        Assert.Equal(1, output.ExitCode);
        story.AssertTruth(output, Story.PageId(1));
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(hurt)));
        Assert.Equal("INCOMPLETE", output.FinalStatus("pages"));
        Assert.All(output.Errors, error => Assert.Equal("transient_error", error["failure_type"]!.GetValue<string>()));
        Assert.All(output.Errors, error => Assert.Contains(hurt, error["message"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_catalog_never_lacks_a_Page_because_of_a_fault()
    {
        await using var story = await Story.StartAsync(pages: 2);
        story.World.Pages[Story.PageId(2)].IsListed = false;
        story.Config.With("max_attempts", 2).WithList("page_ids", [.. story.Pages]);
        story.With(Fault.Answer(GraphErrors.Unavailable) with { PageId = Story.PageId(2) });

        var output = await story.DiscoverAsync();

        Assert.Equal(1, output.ExitCode);
        Assert.Contains(Story.PageId(2), Assert.Single(output.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("html")]
    [InlineData("unavailable")]
    public async Task A_check_of_an_api_that_answers_only_faults_fails_within_two_attempts(string fault)
    {
        await using var story = await Story.StartAsync();
        story.With(fault switch
        {
            "reset" => Fault.Reset(),
            "html" => Fault.Html(503),
            _ => Fault.Answer(GraphErrors.Unavailable),
        });

        var output = await story.CheckAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("FAILED", output.ConnectionStatus.Status);
        Assert.InRange(story.Journal.Count, 1, 2);
    }
}
