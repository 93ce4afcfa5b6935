using System.Globalization;
using System.Text.RegularExpressions;
using GraphSimulator.Faults;
using GraphSimulator.Pages;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>What a person and a machine are told at the end. That errors come after everything else is asserted for every run of this folder.</summary>
public sealed partial class FailureReportTests
{
    [Fact]
    public async Task A_failed_stream_is_reported_with_everything_that_is_needed_to_ask_again_by_hand()
    {
        await using var story = await Story.StartAsync(pages: 2, days: 60);
        story.Config.With("window_days", 20).With("max_attempts", 3).WithList("periods", "week");
        story.With(Fault.Answer(GraphErrors.Unexpected) with { Edge = "insights", PageId = Story.PageId(2), When = call => call.Parameters["since"] == "2026-10-13" });

        var output = await story.ReadAsync(TestKit.CatalogBuilder.From(await story.DiscoverAsync()));

        var error = Assert.Single(output.Errors);
        Assert.Equal("page_insights_100000000000002_week", error["stream_descriptor"]!["name"]!.GetValue<string>());
        Assert.Equal("transient_error", error["failure_type"]!.GetValue<string>());
        var trace = Trace().Match(error["internal_message"]!.GetValue<string>());
        Assert.True(trace.Success, error["internal_message"]!.GetValue<string>());
        Assert.StartsWith(
            "Page 100000000000002 (Harbour Books): the week insights for 2026-10-13 to 2026-11-01 could not be read, after 3 attempt(s): "
            + $"An unexpected error has occurred. Please retry your request later. (code 2, HTTP 500, fbtrace_id {trace.Groups["id"].Value}) Metrics: page_total_actions, page_post_engagements. "
            + "What was read before is kept, and the next sync goes on from there.",
            error["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "page_id=100000000000002 metrics=page_total_actions,page_post_engagements period=week since=2026-10-13 until=2026-11-01 attempts=3 code=2 subcode= fbtrace_id=A",
            trace.Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_line_sums_up_the_run()
    {
        await using var story = await Story.StartAsync(pages: 6);
        story.Config.With("max_attempts", 2);
        story.World.Pages[Story.PageId(2)].Loss = PageLoss.RoleLost;
        story.World.Pages[Story.PageId(3)].TokenWithheld = true;
        story.With(Fault.Answer(GraphErrors.Unavailable) with { Edge = "insights", PageId = Story.PageId(4) });
        story.With(Fault.Answer(GraphErrors.PageAccountLimit) with { Edge = "insights", PageId = Story.PageId(5), Times = 1 });

        var output = await story.ReadAsync();

        Assert.Equal(1, output.ExitCode);
        var summary = output.Logs[^1];
        Assert.Equal("INFO", summary.Level);
        var line = Summary().Match(summary.Message);
        Assert.True(line.Success, summary.Message);
        var limited = story.Journal.Insights(Story.PageId(5)).Select(call => call.At).ToList();
        var pause = limited[1] - limited[0];
        Assert.InRange(pause, TimeSpan.FromMinutes(1), TimeSpan.MaxValue);
        // A busy machine begins to wait late and wakes late, so the journal is the measure.
        Assert.InRange(int.Parse(line.Groups["waited"].Value, CultureInfo.InvariantCulture), 1, Math.Ceiling(pause.TotalSeconds));
        Assert.Contains($" {story.Journal.Count} request(s)", summary.Message, StringComparison.Ordinal);
        Assert.Contains($" {output.Records.Count} record(s)", summary.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_are_only_looked_at_for_their_fields_are_done_too()
    {
        await using var story = await Story.StartAsync(pages: 3);

        var output = await story.ReadAsync(TestKit.CatalogBuilder.FullRefresh("pages"));

        Assert.StartsWith("Summary: 3 Page(s) found, 3 done, 0 skipped, 0 failed; ", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_is_not_done_when_the_run_ends_before_all_its_streams_are_read()
    {
        await using var story = await Story.StartAsync(pages: 3);
        story.Config.With("concurrency", 1).WithList("periods", "day", "week");
        story.World.Schedule.When(
            call => call.Page?.Id == Story.PageId(2) && call.Parameters["period"] == "week",
            () => story.World.BreakAllTokens(GraphSimulator.Tokens.TokenTrouble.LoggedOut));
        var catalog = TestKit.CatalogBuilder.From(await story.DiscoverAsync());

        var output = await story.ReadAsync(catalog);

        Assert.Equal(1, output.ExitCode);
        Assert.StartsWith("Summary: 3 Page(s) found, 1 done, ", output.Logs[^1].Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^page_id=.* fbtrace_id=(?<id>\w+) kind=Transient$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Trace();

    [GeneratedRegex(
        @"^Summary: 6 Page\(s\) found, 3 done, 2 skipped \(100000000000002: code 190, subcode 492, HTTP 400, fbtrace_id \w+; 100000000000003: no access\), 1 failed; "
        + @"\d+ request\(s\), 2 retried, 1 wait\(s\) for rate limits \((?<waited>\d+) s\), \d+ record\(s\); 0 metric\(s\) refused, 0 silently missing\. Run \d{8}T\d{6}Z-[0-9a-f]{12}\.$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();
}
