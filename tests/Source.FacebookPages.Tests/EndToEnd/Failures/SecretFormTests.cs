using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Journal;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Where tokens travel. That no URL has one is asserted for every run of this folder; here are the calls whose parameters are secrets themselves.</summary>
public sealed class SecretFormTests
{
    public static TheoryData<string> Refusals => ["unsupported post", "no such method", "parameter overlooked"];

    [Fact]
    public async Task A_token_to_exchange_or_inspect_and_the_apps_secret_travel_in_the_body()
    {
        await using var story = await StoryAsync();

        var check = await story.CheckAsync();
        var read = await story.ReadAsync();

        Assert.Equal(("SUCCEEDED", null), check.ConnectionStatus);
        Assert.Equal(0, read.ExitCode);
        var calls = CallsWithSecrets(story);
        Assert.Contains(calls, call => call.Segments is ["debug_token"]);
        Assert.Contains(calls, call => call.Segments is ["oauth", "access_token"]);
        Assert.All(calls, call => Assert.Equal(("POST", false), (call.HttpMethod, call.SecretInUrl)));
        Assert.All(story.Journal.Entries.Except(calls), call => Assert.Equal(("GET", true), (call.HttpMethod, call.HasAuthorizationHeader)));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Only_a_server_that_refuses_the_body_gets_them_in_the_query_as_documented(string refusal)
    {
        await using var story = await StoryAsync();
        story.With(FaultOf(refusal) with { When = call => call.Segments is ["debug_token"] or ["oauth", ..], AtMatch = 1 });

        var check = await story.CheckAsync();

        Assert.Equal("SUCCEEDED", check.ConnectionStatus.Status);
        var calls = CallsWithSecrets(story);
        Assert.Equal(["POST", .. Enumerable.Repeat("GET", calls.Count - 1)], calls.Select(call => call.HttpMethod));
        Assert.Equal("debug_token", calls[1].Segments[0]);
        // Even then no token of a call itself is in a URL, and the output has none of them: each run is searched.
        Assert.DoesNotContain(story.Journal.Entries.Except(calls), call => call.SecretInUrl);
    }

    [Fact]
    public async Task Every_call_is_proven_when_there_is_an_app_secret()
    {
        await using var story = await StoryAsync();
        story.World.App.RequireProof = true;

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.All(story.Journal.Entries.Where(call => call.Segments is not ["oauth", ..]), call => Assert.Equal("<proof>", call["appsecret_proof"]));
    }

    private static async Task<Story> StoryAsync()
    {
        var story = await Story.StartAsync();
        story.Config
            .WithCredential("access_token", story.World.ShortLivedUserToken.Value)
            .WithCredential("client_id", story.World.App.Id)
            .WithCredential("app_secret", story.World.App.Secret);
        return story;
    }

    private static Fault FaultOf(string refusal) => refusal switch
    {
        "unsupported post" => Fault.Answer(GraphErrors.UnsupportedMethod("POST")),
        "no such method" => Fault.Html(405),
        _ => Fault.Answer(new GraphError(400, 100, "(#100) The parameter input_token is required.")),
    };

    private static List<JournalEntry> CallsWithSecrets(Story story) => [.. story.Journal.Entries.Where(call => call.Segments is ["debug_token"] or ["oauth", "access_token"])];
}
