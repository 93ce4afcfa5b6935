using GraphSimulator.Tokens;

namespace GraphSimulator.Tests.Journal;

public sealed class JournalTests
{
    [Fact]
    public async Task An_entry_tells_what_was_asked_by_whom_when_and_what_was_answered()
    {
        await using var simulator = await Simulator.StartAsync();

        await simulator.InsightsAsync("metric=page_follows,page_impressions&period=day&since=2026-11-01");

        var entry = Assert.Single(simulator.Server.Journal.Entries);
        Assert.Equal((1, "GET", "v26.0", "insights", Simulator.One, 1), (entry.Number, entry.Method, entry.Version, entry.Edge, entry.PageId, entry.PageCall));
        Assert.Equal($"/v26.0/{Simulator.One}/insights", entry.Path);
        Assert.Equal(("2026-11-01", "day", null), (entry["since"], entry["period"], entry["until"]));
        Assert.Equal(["page_follows", "page_impressions"], entry.Metrics);
        Assert.Equal(("page:" + Simulator.One, TokenKind.Page), (entry.TokenName, entry.TokenKind));
        Assert.Equal((400, 100), (entry.Status, entry.ErrorCode));
        Assert.Equal(simulator.World.Now, entry.At);
        Assert.True(entry.HasAuthorizationHeader);
        Assert.Equal("HTTP/1.1", entry.HttpVersion);
        Assert.False(entry.SecretInUrl);
        Assert.False(entry.FollowedInsightsPaging);
        Assert.InRange(entry.Took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_secret_in_a_URL_is_flagged_wherever_it_stands_and_never_kept()
    {
        await using var simulator = await Simulator.StartAsync();
        var world = simulator.World;

        await simulator.GetAsync("/v26.0/me?access_token=" + world.UserToken.Value);
        await simulator.GetAsync("/v26.0/me?fields=x" + world.Pages[1].Token.Value + "y", world.UserToken);
        await simulator.GetAsync("/v26.0/debug_token?access_token=" + Uri.EscapeDataString(world.App.AppToken) + "&input_token=zzzzzzzzzzzzzzzzzzz");
        await simulator.GetAsync("/v26.0/oauth/access_token?client_secret=" + world.App.Secret);
        await simulator.GetAsync("/v26.0/" + world.Pages[1].Token.Value, world.UserToken);
        await simulator.PostAsync("/v26.0/me", token: null, ("method", "get"), ("access_token", world.UserToken.Value));
        await simulator.GetAsync("/v26.0/me?fields=id", world.UserToken);

        var entries = simulator.Server.Journal.Entries;
        Assert.Equal([true, true, true, true, true, false, false], entries.Select(e => e.SecretInUrl));
        string[] secrets = [world.UserToken.Value, world.Pages[1].Token.Value, world.App.Secret];
        Assert.All(entries, e => Assert.DoesNotContain(secrets, s => e.Path.Contains(s, StringComparison.Ordinal) || e.Parameters.Any(p => p.Value.Contains(s, StringComparison.Ordinal)) || e.Headers.Values.Any(v => v.Contains(s, StringComparison.Ordinal))));
        Assert.Equal("<token user>", entries[0]["access_token"]);
        Assert.Equal("<unknown secret>", entries[2]["input_token"]);
    }

    [Fact]
    public async Task A_tokens_text_of_any_kind_is_flagged()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Tokens.Add(new SimulatedToken("my.own-token_text", TokenKind.User, "own", simulator.World.Now) { UserId = SimulatedWorld.UserId });

        await simulator.GetAsync("/v26.0/me?access_token=my.own-token_text");

        Assert.True(simulator.Server.Journal.Entries[0].SecretInUrl);
        Assert.Equal((200, "own"), (simulator.Server.Journal.Entries[0].Status, simulator.Server.Journal.Entries[0].TokenName));
    }

    [Fact]
    public async Task Followed_paging_is_told_from_windows_that_a_client_makes_itself()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_follows&period=day&since=1793343600&until=1793516400");
        await simulator.GetAsync(reply.Next!);
        await simulator.GetAsync(reply.Previous!.Replace($"access_token={simulator.PageToken()}&", "", StringComparison.Ordinal), simulator.PageToken());
        await simulator.InsightsAsync("metric=page_follows&period=day&since=1793692800&until=1793865600");

        Assert.Equal([false, true, true, false], simulator.Server.Journal.Entries.Select(e => e.FollowedInsightsPaging));
    }

    [Fact]
    public async Task Concurrent_calls_are_all_there_with_numbers_of_their_own()
    {
        await using var simulator = await Simulator.StartAsync();

        await Parallel.ForAsync(0, 200, async (_, _) => await simulator.InsightsAsync("metric=page_follows&period=day"));

        Assert.Equal(Enumerable.Range(1, 200), simulator.Server.Journal.Entries.Select(e => e.Number));
        Assert.Equal(Enumerable.Range(1, 200), simulator.Server.Journal.Insights(Simulator.One).Select(e => e.PageCall).Order());
        simulator.Server.Journal.Clear();
        Assert.Equal(0, simulator.Server.Journal.Count);
    }
}
