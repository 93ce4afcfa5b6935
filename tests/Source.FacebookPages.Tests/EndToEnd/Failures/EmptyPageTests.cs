using GraphSimulator;
using GraphSimulator.Faults;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Answers that are empty without being errors, and what is said about them.</summary>
public sealed class EmptyPageTests
{
    private static readonly string Silent = Story.PageId(1);

    public static TheoryData<string, string> Causes => new()
    {
        { "permission", "The access token lacks the permission read_insights" },
        { "lapsed", "The access to data of the token's owner lapsed on 2026-11-20" },
        { "likes", "The Page has 60 likes, and Facebook gives insights only from 100 on." },
        { "likes as an error", "The Page has 60 likes, and Facebook gives insights only from 100 on." },
        { "unpublished", "The Page is not published; Facebook then keeps insights for five days only." },
        { "other Pages", "The access token has the permission read_insights for other Pages, but not for this one" },
        { "none", "Neither its access token nor its fields tell why" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task A_Page_without_any_value_is_explained(string cause, string explanation)
    {
        await using var story = await Story.StartAsync(pages: 2, days: 20);
        Arrange(story, cause);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Silent)));
        var warning = output.Logs.First(log => log.Level == "WARN" && log.Message.Contains(Silent, StringComparison.Ordinal)).Message;
        Assert.Contains("has delivered no value for any metric from 2026-11-02 to 2026-11-21", warning, StringComparison.Ordinal);
        Assert.Contains(explanation, warning, StringComparison.Ordinal);
        // The token is asked about once, however many Pages are silent.
        Assert.Single(story.Journal.Entries, call => call.Segments is ["debug_token"]);
    }

    [Fact]
    public async Task Every_token_of_a_list_is_asked_about()
    {
        await using var story = await Story.StartAsync(pages: 2, days: 20);
        story.Config.WithPageTokens([.. story.Pages.Select(page => (page, story.World.Pages[page].Token.Value))]).With("concurrency", 1);
        story.World.Pages[Story.PageId(1)].Token.RemoveScope("read_insights");
        story.World.Pages[Story.PageId(2)].Token.DataAccessExpiresAt = Story.Now.AddDays(-2);

        var output = await story.ReadAsync();

        var warnings = output.Logs.Where(log => log.Level == "WARN").Select(log => log.Message).ToList();
        Assert.Contains("lacks the permission read_insights", Assert.Single(warnings, warning => warning.StartsWith($"Page {Story.PageId(1)}", StringComparison.Ordinal)), StringComparison.Ordinal);
        var second = Assert.Single(warnings, warning => warning.StartsWith($"Page {Story.PageId(2)}", StringComparison.Ordinal));
        Assert.Contains("lapsed on 2026-11-20", second, StringComparison.Ordinal);
        Assert.DoesNotContain("read_insights", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_that_delivers_something_needs_no_explanation()
    {
        await using var story = await Story.StartAsync(pages: 1, days: 20);
        story.World.Pages[Silent].DataStart = new DateOnly(2026, 11, 20);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Said("WARN"));
        Assert.DoesNotContain(story.Journal.Entries, call => call.Segments is ["debug_token"]);
    }

    [Fact]
    public async Task An_explanation_that_fails_costs_nothing()
    {
        await using var story = await Story.StartAsync(pages: 1, days: 20);
        story.World.Pages[Silent].Likes = 60;
        story.With(Fault.Html() with { When = call => call.Segments is ["debug_token"] || call.Parameters["fields"] == "is_published,fan_count" });

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Silent)));
        Assert.Contains("has delivered no value", output.Said("WARN"), StringComparison.Ordinal);
    }

    private static void Arrange(Story story, string cause)
    {
        var page = story.World.Pages[Silent];
        switch (cause)
        {
            case "permission":
                story.World.UserToken.RemoveScope("read_insights");
                break;
            case "lapsed":
                story.World.UserToken.DataAccessExpiresAt = Story.Now.AddDays(-2);
                break;
            case "likes":
                page.Likes = 60;
                break;
            case "likes as an error":
                page.Likes = 60;
                story.World.FewLikesAreAnError = true;
                break;
            case "unpublished":
                page.IsPublished = false;
                page.DataReadyThrough = new DateOnly(2026, 10, 1);
                break;
            case "other Pages":
                page.DataReadyThrough = new DateOnly(2026, 10, 1);
                story.Config.WithPageTokens((Silent, page.Token.Value), (Story.PageId(2), story.World.Pages[Story.PageId(2)].Token.Value));
                page.Token.TargetPageIds = [Story.PageId(2)];
                break;
            default:
                page.DataStart = new DateOnly(2026, 11, 30);
                break;
        }
    }
}
