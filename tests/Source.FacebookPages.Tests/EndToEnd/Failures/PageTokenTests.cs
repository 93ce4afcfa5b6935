using GraphSimulator.Faults;
using GraphSimulator.Tokens;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class PageTokenTests
{
    [Fact]
    public async Task A_right_token_that_is_momentarily_not_taken_for_a_Page_token_is_tried_again()
    {
        await using var story = await Story.StartAsync(pages: 2);
        story.With(Fault.PageTokenGlitch(times: 2, Story.PageId(1)));

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Empty(output.Said("WARN"));
        Assert.Equal(3, story.Journal.Insights(Story.PageId(1)).Count);
        Assert.DoesNotContain(story.Journal.Entries, call => call is { Edge: "", TokenName: "user" });
    }

    [Fact]
    public async Task A_stale_Page_token_is_fetched_anew_once()
    {
        await using var story = await Story.StartAsync(pages: 2, days: 60);
        story.Config.With("window_days", 20);
        var stale = Story.PageId(1);
        story.World.Schedule.When(call => call.Page?.Id == stale && call.Parameters["since"] == "2026-10-13", () => story.World.RotateToken(stale));

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Single(story.Journal.Entries, call => call is { Edge: "", TokenName: "user" });
        Assert.Contains("a fresh one was fetched", output.Said("INFO"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_Page_token_that_is_refused_as_well_is_not_fetched_again()
    {
        await using var story = await Story.StartAsync(pages: 2, days: 60);
        story.Config.With("window_days", 20);
        var stale = Story.PageId(1);
        story.World.Schedule.When(call => call.Page?.Id == stale && call.Parameters["since"] == "2026-10-13", () => story.World.RotateToken(stale).Trouble = TokenTrouble.LoggedOut);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(stale)));
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(2))));
        Assert.Single(story.Journal.Entries, call => call is { Edge: "", TokenName: "user" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_token_without_Page_tokens_is_the_Pages_matter(bool newPages)
    {
        // The list gives, by a mistake of Facebook's, the user's own token in place of the Page's.
        await using var story = await Story.StartAsync(pages: 1);
        story.World.NewPagesTokenError = newPages;
        story.World.Pages[Story.PageId(1)].Token = story.World.UserToken;

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        Assert.Contains("Facebook wants a Page token here", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Equal(newPages ? 1 : 3, story.Journal.Insights().Count);
    }
}
