using GraphSimulator.Faults;
using GraphSimulator.Journal;
using GraphSimulator.Tokens;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class DeadTokenTests
{
    public static TheoryData<TokenTrouble> Troubles => [.. Enum.GetValues<TokenTrouble>().Where(trouble => trouble is not (TokenTrouble.None or TokenTrouble.RoleLost))];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_token_that_is_dead_from_the_start_is_the_users_matter(TokenTrouble trouble)
    {
        await using var story = await Story.StartAsync(pages: 1);
        story.World.BreakAllTokens(trouble);

        var read = await story.ReadAsync();
        var check = await story.CheckAsync();

        Assert.Equal(1, read.ExitCode);
        Assert.Equal("config_error", Assert.Single(read.Errors)["failure_type"]!.GetValue<string>());
        Assert.Equal("INCOMPLETE", read.FinalStatus(Story.StreamOf(Story.PageId(1))));
        Assert.Equal((0, "FAILED"), (check.ExitCode, check.ConnectionStatus.Status));
        Assert.Contains("token", check.ConnectionStatus.Message!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_token_that_dies_in_the_middle_ends_the_sync_and_what_was_read_stays(TokenTrouble trouble)
    {
        await using var story = await StoryAsync();
        story.Config.With("concurrency", 1);
        story.World.Schedule.When(call => call.Page?.Id == Story.PageId(2) && call.Parameters["since"] == "2026-10-13", () => story.World.BreakAllTokens(trouble));

        var output = await story.ReadAsync();

        AssertEnded(story, output);
        Assert.Equal(["COMPLETE", "INCOMPLETE", "INCOMPLETE"], story.Pages.Take(3).Select(page => output.FinalStatus(Story.StreamOf(page))));
        Assert.Equal("2026-10-13T07:00:00Z", output.States.Last(state => state.Stream == Story.StreamOf(Story.PageId(2))).EndTime);
        // The call that finds the Page token dead, the one question whether there is a better one, and silence.
        var refused = story.Journal.Entries.Where(call => call.ErrorCode is not null).ToList();
        Assert.Equal(["insights", ""], refused.Select(call => call.Edge));
        Assert.Equal("user", refused[1].TokenName);
        Assert.Equal(story.Journal.Count, refused[1].Number);
        await AssertNothingIsMissingAsync(story, output);
    }

    [Fact]
    public async Task Eight_Pages_at_once_ask_for_a_better_token_once_and_then_nobody_calls()
    {
        await using var story = await StoryAsync();
        story.World.Latency = TimeSpan.FromMilliseconds(15);
        story.World.Schedule.AtCall(22, () => story.World.BreakAllTokens(TokenTrouble.PasswordChanged));

        var output = await story.ReadAsync();

        AssertEnded(story, output);
        var refused = story.Journal.Entries.Where(call => call.ErrorCode is not null).ToList();
        var question = Assert.Single(refused, call => call.TokenName == "user");
        Assert.InRange(refused.Count, 2, 1 + 8);
        Assert.All(refused.GroupBy(call => call.TokenName), calls => Assert.Single(calls));
        Assert.DoesNotContain(story.Journal.Entries, call => IsAfter(call, question));
        await AssertNothingIsMissingAsync(story, output);
    }

    [Fact]
    public async Task A_Pages_own_token_that_dies_in_the_middle_ends_the_sync()
    {
        await using var story = await StoryAsync();
        var page = Story.PageId(1);
        story.Config.WithCredential("access_token", story.World.Pages[page].Token.Value);
        story.World.Schedule.When(call => call.Parameters["since"] == "2026-10-13", () => story.World.BreakAllTokens(TokenTrouble.Expired));

        var output = await story.ReadAsync(CatalogBuilder.Incremental(Story.StreamOf(page)));

        AssertEnded(story, output);
        Assert.Single(story.Journal.Entries, call => call is { ErrorCode: not null, Edge: "insights" });
        Assert.Equal("2026-10-13T07:00:00Z", output.States[^1].EndTime);
    }

    [Fact]
    public async Task A_proof_that_is_wrong_suddenly_ends_the_sync()
    {
        await using var story = await StoryAsync();
        story.Config.With("concurrency", 1);
        story.World.Schedule.AtCall(6, () => story.World.App.RequireProof = true);

        var output = await story.ReadAsync();

        AssertEnded(story, output);
        Assert.Equal(6, story.Journal.Count);
        Assert.Contains("app_secret", output.Errors[0]["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_dead_token_of_a_list_concerns_its_Page_only()
    {
        await using var story = await StoryAsync(pages: 3);
        story.Config.WithPageTokens([.. story.Pages.Select(page => (page, story.World.Pages[page].Token.Value))]);
        var dead = Story.PageId(2);
        story.World.Schedule.When(call => call.Page?.Id == dead && call.Parameters["since"] == "2026-10-13", () => story.World.Pages[dead].Token.Trouble = TokenTrouble.LoggedOut);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(["COMPLETE", "INCOMPLETE", "COMPLETE"], story.Pages.Select(page => output.FinalStatus(Story.StreamOf(page))));
        Assert.Contains($"Page {dead} can't be read any more", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("code 190, subcode 467", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Single(story.Journal.Entries, call => call.ErrorCode is not null);
        await AssertNothingIsMissingAsync(story, output);
    }

    [Fact]
    public async Task When_every_token_of_a_list_is_dead_the_configuration_is_to_be_mended()
    {
        await using var story = await StoryAsync(pages: 3);
        story.Config.WithPageTokens([.. story.Pages.Select(page => (page, story.World.Pages[page].Token.Value))]);
        story.World.BreakAllTokens(TokenTrouble.Expired);

        var output = await story.ReadAsync();

        AssertEnded(story, output);
        Assert.Equal(3, story.Journal.Entries.Count(call => call.ErrorCode == 190));
    }

    private static async Task<Story> StoryAsync(int pages = 8)
    {
        var story = await Story.StartAsync(pages, days: 60);
        story.Config.With("window_days", 20);
        return story;
    }

    private static void AssertEnded(Story story, ConnectorOutput output)
    {
        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        Assert.Contains("what was read until then is kept", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(story.Pages, page => output.FinalStatus(Story.StreamOf(page)) == "INCOMPLETE");
    }

    // A new token, and reading goes on from where it stopped.
    private static async Task AssertNothingIsMissingAsync(Story story, ConnectorOutput output)
    {
        story.World.BreakAllTokens(TokenTrouble.None);
        var next = await story.ReadAsync(state: output.StateFile());
        var union = new Union();
        union.Add(output);
        union.Add(next);
        Assert.Equal(0, next.ExitCode);
        Assert.Empty(union.DifferencesFrom(story.Truth(story.Pages)));
    }

    // A call that was sent when the answer to the other had been on its way long enough.
    private static bool IsAfter(JournalEntry call, JournalEntry other) => call.Elapsed > other.Elapsed + other.Took + TimeSpan.FromMilliseconds(250);
}
