using System.Text.Json.Nodes;
using GraphSimulator.Tokens;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Credentials and configurations that a secrets manager keeps.</summary>
public sealed class SecretTests
{
    private const string Secret = "facebook/pages";

    [Fact]
    public async Task A_bare_token_is_read_from_the_secret_for_every_command()
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, story.World.UserToken.Value + "\n");

        Assert.Equal("SUCCEEDED", (await story.Run.CheckAsync(story.Config.ToString())).ConnectionStatus.Status);
        Assert.Equal(4, (await story.Run.DiscoverAsync(story.Config.ToString())).Streams.Count);
        Assert.Equal("succeeded", (await story.SyncAsync()).Status);
        story.AssertTruth();
        Assert.Equal([(Secret, false), (Secret, false), (Secret, false)], story.Run.Secrets.Reads);
    }

    [Fact]
    public async Task An_object_with_token_and_app_secret_makes_every_call_carry_a_proof()
    {
        await using var story = await StartAsync();
        story.World.App.RequireProof = true;
        story.Run.Secrets.Give(Secret, new JsonObject { ["access_token"] = story.World.UserToken.Value, ["app_secret"] = story.World.App.Secret }.ToJsonString());

        Assert.Equal("succeeded", (await story.SyncAsync()).Status);
        story.AssertTruth();
    }

    [Fact]
    public async Task An_object_with_tokens_of_Pages_is_read_too()
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, PageTokens(story));

        Assert.Equal("succeeded", (await story.SyncAsync()).Status);
        story.AssertTruth();
    }

    [Fact]
    public async Task The_whole_configuration_may_be_a_secret()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 10);
        story.Run.Secrets.Give("whole", story.Config.ToString());

        var outcome = await story.Run.RunUnattendedAsync(
            ["sync", "--config", "secretsmanager:whole", "--connection", SyncStory.Connection, "--state-registry", "file://" + story.StateFolder, "--output", "file://" + story.OutputFolder]);

        Assert.Equal("succeeded", outcome.Status);
        story.AssertTruth();
    }

    [Fact]
    public async Task A_secret_that_does_not_exist_fails_the_check_with_its_name()
    {
        await using var story = await StartAsync();

        var status = (await story.Run.CheckAsync(story.Config.ToString())).ConnectionStatus;

        Assert.Equal("FAILED", status.Status);
        Assert.Contains(Secret, status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"acces_token\":\"EAAsecretvalue\"}", "The secret facebook/pages: access_token is missing")]
    [InlineData("{\"auth_type\":\"aws_secrets_manager\",\"secret_id\":\"EAAsecretvalue\"}", "The secret facebook/pages: auth_type must be")]
    [InlineData("{\"access_token\":\"EAA secret value\"}", "The secret facebook/pages: access_token must be")]
    [InlineData("{\"access_token\":\"EAAsecretvalue\"", "is not valid JSON")]
    [InlineData("EAA secretvalue", "holds neither an access token")]
    [InlineData("", "holds neither an access token")]
    public async Task A_secret_that_holds_something_else_is_told_without_a_word_of_it(string text, string expected)
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, text);

        var outcome = await story.SyncAsync();

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        var message = Assert.Single(outcome.Errors)["message"]!.GetValue<string>();
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretvalue", message + outcome.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("secret value", message + outcome.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_rotated_before_the_run_is_read_again_past_the_copy_nearby()
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, "EAAold");
        story.Run.Secrets.GiveFresh(Secret, story.World.UserToken.Value);

        Assert.Equal("SUCCEEDED", (await story.Run.CheckAsync(story.Config.ToString())).ConnectionStatus.Status);
        Assert.Equal("succeeded", (await story.SyncAsync()).Status);

        story.AssertTruth();
        Assert.Equal([false, true, false, true], story.Run.Secrets.Reads.Select(read => read.Fresh));
    }

    [Fact]
    public async Task Tokens_that_are_rotated_during_the_run_are_read_again_once()
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, story.World.UserToken.Value);
        story.World.Schedule.When(call => call.Page?.Id == SyncStory.PageId(1) && call.Parameters["since"] == "2026-11-16", () =>
        {
            story.World.UserToken.Trouble = TokenTrouble.LoggedOut;
            foreach (var page in story.Pages)
            {
                story.World.RotateToken(page);
            }

            story.Run.Secrets.Give(Secret, story.World.SystemUserToken.Value);
        });
        story.Config.With("window_days", 2).With("concurrency", 2);

        var outcome = await story.SyncAsync();

        Assert.Equal("succeeded", outcome.Status);
        story.AssertTruth();
        Assert.Equal([false, true], story.Run.Secrets.Reads.Select(read => read.Fresh));
    }

    [Fact]
    public async Task A_token_that_is_refused_and_was_not_rotated_is_read_again_once_and_told()
    {
        await using var story = await StartAsync();
        story.Run.Secrets.Give(Secret, "EAAold");

        var outcome = await story.SyncAsync();

        Assert.Equal(190, Assert.Single(outcome.Errors)["code"]!.GetValue<int>());
        Assert.Equal([false, true], story.Run.Secrets.Reads.Select(read => read.Fresh));
        Assert.Contains(outcome.Logs, log => log["message"]!.GetValue<string>().Contains("which still holds the same", StringComparison.Ordinal));
    }

    private static async Task<SyncStory> StartAsync()
    {
        var story = await SyncStory.StartAsync(pages: 2, days: 10);
        story.Config.With("credentials", new JsonObject { ["auth_type"] = "aws_secrets_manager", ["secret_id"] = Secret });
        return story;
    }

    private static string PageTokens(SyncStory story) => new JsonObject
    {
        ["page_tokens"] = new JsonArray([.. story.Pages.Select(page => (JsonNode)new JsonObject { ["page_id"] = page, ["access_token"] = story.World.Pages[page].Token.Value })]),
    }.ToJsonString();
}
