using GraphSimulator.Pages;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>A Page that is taken away, in every form Facebook has for it.</summary>
public sealed class LostPageTests
{
    private static readonly string Lost = Story.PageId(2);

    public static TheoryData<PageLoss> Losses => [.. Enum.GetValues<PageLoss>().Where(loss => loss != PageLoss.None)];

    public static MatrixTheoryData<PageLoss, bool> LossesAndMoments { get; } = new(Enum.GetValues<PageLoss>().Where(loss => loss != PageLoss.None), [false, true]);

    [Theory]
    [MemberData(nameof(LossesAndMoments))]
    public async Task With_skip_an_incremental_stream_is_left_with_what_was_read_and_the_others_go_on(PageLoss loss, bool inTheMiddle)
    {
        await using var story = await StoryAsync(loss, inTheMiddle);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(["COMPLETE", "INCOMPLETE", "COMPLETE"], story.Pages.Select(page => output.FinalStatus(Story.StreamOf(page))));
        Assert.Equal("COMPLETE", output.FinalStatus("pages"));
        Assert.Equal(story.Pages, output.Records.Where(record => record.Stream == "pages").Select(record => record.Data["page_id"]!.GetValue<string>()).Order());
        AssertOthersComplete(story, output);
        var warning = Assert.Single(output.Logs, log => log.Level == "WARN" && log.Message.Contains("The Page is skipped", StringComparison.Ordinal)).Message;
        Assert.StartsWith($"Page {Lost} (Harbour Books) can't be read any more: ", warning, StringComparison.Ordinal);
        Assert.Contains($"(code {CodeOf(loss)}", warning, StringComparison.Ordinal);
        Assert.Contains($"1 skipped ({Lost}: code {CodeOf(loss)}", output.Logs[^1].Message, StringComparison.Ordinal);
        Assert.Contains("2 done", output.Logs[^1].Message, StringComparison.Ordinal);
        var state = Assert.Single(output.States.Where(one => one.Stream == Story.StreamOf(Lost)).TakeLast(1));
        Assert.Equal(inTheMiddle ? "2026-10-13T07:00:00Z" : "2026-09-23T07:00:00Z", state.EndTime);

        // Access comes back: nothing is missing.
        story.World.Pages[Lost].Loss = PageLoss.None;
        var next = await story.ReadAsync(state: output.StateFile());
        var union = new Union();
        union.Add(output);
        union.Add(next);
        Assert.Equal(0, next.ExitCode);
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages)));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task With_fail_the_stream_fails_and_the_others_go_on(PageLoss loss)
    {
        await using var story = await StoryAsync(loss, inTheMiddle: true);
        story.Config.With("on_page_access_lost", "fail");

        var output = await story.ReadAsync(CatalogBuilder.Incremental([.. story.Pages.Select(Story.StreamOf)]));

        Assert.Equal(1, output.ExitCode);
        AssertOthersComplete(story, output);
        AssertFailure(output, loss, "since=2026-10-13 until=2026-11-01");
        Assert.Equal("2026-10-13T07:00:00Z", output.States.Last(one => one.Stream == Story.StreamOf(Lost)).EndTime);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("fail")]
    public async Task A_full_refresh_stream_fails_in_any_case_since_its_table_would_be_emptied(string onPageAccessLost)
    {
        await using var story = await StoryAsync(PageLoss.RoleLost, inTheMiddle: true);
        story.Config.With("on_page_access_lost", onPageAccessLost);

        var output = await story.ReadAsync(CatalogBuilder.FullRefresh([.. story.Pages.Select(Story.StreamOf)]));

        Assert.Equal(1, output.ExitCode);
        AssertOthersComplete(story, output);
        AssertFailure(output, PageLoss.RoleLost, "since=2026-10-13 until=2026-11-01");
    }

    [Theory]
    [InlineData("skip", 0)]
    [InlineData("fail", 1)]
    public async Task In_a_combined_stream_the_other_Pages_are_complete(string onPageAccessLost, int exitCode)
    {
        await using var story = await StoryAsync(PageLoss.RoleLost, inTheMiddle: true);
        story.Config.With("stream_layout", "combined").With("on_page_access_lost", onPageAccessLost);

        var output = await story.ReadAsync(CatalogBuilder.Incremental("page_insights"));

        Assert.Equal(exitCode, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus("page_insights"));
        Assert.Equal(exitCode, output.Errors.Count);
        var others = output.Records.Where(record => record.Key.Page != Lost).ToDictionary(record => record.Key, record => record.Value);
        Assert.Equal(story.Truth(story.Pages.Where(page => page != Lost)), others);

        story.World.Pages[Lost].Loss = PageLoss.None;
        var next = await story.ReadAsync(CatalogBuilder.Incremental("page_insights"), output.StateFile());
        var union = new Union();
        union.Add(output);
        union.Add(next);
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages)));
    }

    [Theory]
    [InlineData("skip", "incremental", 0)]
    [InlineData("skip", "full_refresh", 1)]
    [InlineData("fail", "incremental", 1)]
    [InlineData("fail", "full_refresh", 1)]
    public async Task A_Page_that_is_listed_without_a_token_counts_as_lost_when_it_is_configured(string onPageAccessLost, string mode, int exitCode)
    {
        await using var story = await Story.StartAsync(pages: 2);
        story.World.Pages[Lost].TokenWithheld = true;
        story.Config.With("on_page_access_lost", onPageAccessLost);

        Assert.DoesNotContain((await story.DiscoverAsync()).Streams, stream => stream["name"]!.GetValue<string>().Contains(Lost, StringComparison.Ordinal));
        var output = await story.ReadAsync(CatalogBuilder.Of((Story.StreamOf(Story.PageId(1)), mode), (Story.StreamOf(Lost), mode)));

        Assert.Equal(exitCode, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Lost)));
        story.AssertTruth(output, Story.PageId(1));
        Assert.Contains($"Page {Lost} (Harbour Books) can't be read: it is listed by Facebook without a Page token", exitCode == 0 ? output.Said("WARN") : output.Errors[0]["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PageLoss.PermissionDenied)]
    [InlineData(PageLoss.EndpointPermission)]
    [InlineData(PageLoss.ManagePagesNeeded)]
    public async Task A_Page_that_is_not_listed_any_more_but_known_to_exist_counts_as_lost(PageLoss loss)
    {
        await using var story = await Story.StartAsync(pages: 2);
        (story.World.Pages[Lost].IsListed, story.World.Pages[Lost].Loss) = (false, loss);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Lost)));
        Assert.Contains($"(code {CodeOf(loss)}", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_without_a_role_that_is_not_listed_counts_as_lost()
    {
        await using var story = await Story.StartAsync(pages: 2);
        (story.World.Pages[Lost].IsListed, story.World.Pages[Lost].Tasks) = (false, []);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Lost)));
    }

    [Fact]
    public async Task A_Page_that_vanished_between_two_syncs_keeps_its_state()
    {
        await using var story = await Story.StartAsync(pages: 2);
        var state = (await story.ReadAsync()).StateFile();
        (story.World.Pages[Lost].IsListed, story.World.Pages[Lost].Loss) = (false, PageLoss.Vanished);

        var output = await story.ReadAsync(state: state);

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Lost)));
        Assert.Contains(output.States.Single(one => one.Stream == Story.StreamOf(Lost)).Blob.ToJsonString(), state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_that_nobody_ever_saw_is_a_stream_that_does_not_exist()
    {
        await using var story = await Story.StartAsync(pages: 1);

        var output = await story.ReadAsync(CatalogBuilder.Incremental(Story.StreamOf(Story.PageId(1)), Story.StreamOf("999999999999999")));

        Assert.Equal(1, output.ExitCode);
        Assert.Equal("config_error", Assert.Single(output.Errors)["failure_type"]!.GetValue<string>());
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf("999999999999999")));
        story.AssertTruth(output, story.Pages);
    }

    // Three windows; with two metrics a Page needs one call for each, after the one for its fields.
    private static async Task<Story> StoryAsync(PageLoss loss, bool inTheMiddle)
    {
        var story = await Story.StartAsync(pages: 3, days: 60);
        story.Config.With("window_days", 20);
        if (inTheMiddle)
        {
            story.World.Schedule.When(call => call.Page?.Id == Lost && call.Parameters["since"] == "2026-10-13", () => story.World.Pages[Lost].Loss = loss);
        }
        else
        {
            story.World.Pages[Lost].Loss = loss;
        }

        return story;
    }

    private static void AssertOthersComplete(Story story, ConnectorOutput output)
    {
        var others = story.Pages.Where(page => page != Lost).ToList();
        Assert.All(others, page => Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(page))));
        Assert.Equal(
            story.Truth(others),
            output.Records.Where(record => record.IsInsights && record.Key.Page != Lost).ToDictionary(record => record.Key, record => record.Value));
    }

    private static void AssertFailure(ConnectorOutput output, PageLoss loss, string range)
    {
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Lost)));
        var error = Assert.Single(output.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        Assert.Equal(Story.StreamOf(Lost), error["stream_descriptor"]!["name"]!.GetValue<string>());
        Assert.Contains($"Page {Lost}", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        var details = error["internal_message"]!.GetValue<string>();
        Assert.Contains($"page_id={Lost} metrics=page_total_actions,page_post_engagements period=day {range} attempts=1", details, StringComparison.Ordinal);
        Assert.Contains($"code={CodeOf(loss)} ", details, StringComparison.Ordinal);
        Assert.Contains("fbtrace_id=A", details, StringComparison.Ordinal);
    }

    private static int CodeOf(PageLoss loss) => loss switch
    {
        PageLoss.RoleLost or PageLoss.ImpersonationLost or PageLoss.NotAccessible => 190,
        PageLoss.Vanished => 100,
        PageLoss.PermissionDenied => 200,
        PageLoss.EndpointPermission => 10,
        PageLoss.ViewerLacksPermission => 1,
        PageLoss.ManagePagesNeeded => 283,
        _ => throw new ArgumentOutOfRangeException(nameof(loss)),
    };
}
