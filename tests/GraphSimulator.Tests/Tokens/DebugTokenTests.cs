using System.Text.Json;
using GraphSimulator.Tokens;

namespace GraphSimulator.Tests.Tokens;

public sealed class DebugTokenTests
{
    [Fact]
    public async Task A_Page_token_is_described_with_its_Page_and_never_expires()
    {
        await using var simulator = await Simulator.StartAsync();

        var data = await DebugAsync(simulator, simulator.PageToken());

        Assert.Equal("PAGE", data.GetProperty("type").GetString());
        Assert.Equal(Simulator.One, data.GetProperty("profile_id").GetString());
        Assert.Equal(SimulatedWorld.UserId, data.GetProperty("user_id").GetString());
        Assert.Equal(0, data.GetProperty("expires_at").GetInt64());
        Assert.Equal(simulator.World.UserToken.DataAccessExpiresAt!.Value.ToUnixTimeSeconds(), data.GetProperty("data_access_expires_at").GetInt64());
        Assert.True(data.GetProperty("is_valid").GetBoolean());
    }

    [Theory]
    [InlineData(TokenKind.User, "USER")]
    [InlineData(TokenKind.SystemUser, "SYSTEM_USER")]
    [InlineData(TokenKind.App, "APP")]
    public async Task Every_kind_of_token_is_told(TokenKind kind, string type)
    {
        await using var simulator = await Simulator.StartAsync();
        var world = simulator.World;
        var token = kind switch
        {
            TokenKind.User => world.UserToken,
            TokenKind.App => world.App.Token,
            _ => world.SystemUserToken,
        };

        var data = await DebugAsync(simulator, token.Value);

        Assert.Equal(type, data.GetProperty("type").GetString());
        Assert.False(data.TryGetProperty("profile_id", out _));
    }

    [Fact]
    public async Task A_dead_token_is_an_answer_and_not_an_error()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.ExpiresAt = simulator.World.Now.AddHours(-1);

        var reply = await simulator.GetAsync($"/v26.0/debug_token?input_token={simulator.User}", simulator.World.App.AppToken);

        Assert.Equal(200, reply.Status);
        Assert.False(reply.Data.GetProperty("is_valid").GetBoolean());
        Assert.Equal(190, reply.Data.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(463, reply.Data.GetProperty("error").GetProperty("subcode").GetInt32());
        Assert.Empty(reply.Data.GetProperty("scopes").EnumerateArray());
    }

    [Fact]
    public async Task A_bad_outer_token_is_an_error()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 190, null), (await simulator.GetAsync($"/v26.0/debug_token?input_token={simulator.User}", "no-token-of-any-kind")).Kind);
    }

    [Fact]
    public async Task Scopes_and_granted_Pages_are_those_of_the_token()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.RemoveScope("read_insights");
        simulator.World.UserToken.TargetPageIds = [Simulator.Two];

        var data = await DebugAsync(simulator, simulator.User);

        Assert.DoesNotContain("read_insights", data.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        var granular = data.GetProperty("granular_scopes").EnumerateArray().ToDictionary(s => s.GetProperty("scope").GetString()!, s => s);
        Assert.Equal([Simulator.Two], granular["pages_show_list"].GetProperty("target_ids").EnumerateArray().Select(t => t.GetString()));
        Assert.False(granular["business_management"].TryGetProperty("target_ids", out _));
        Assert.Equal(Simulator.Two, Assert.Single((await simulator.AsUserAsync("/v26.0/me/accounts")).Data.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task It_may_be_asked_by_a_form_so_that_no_token_stands_in_a_URL()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.PostAsync("/v26.0/debug_token", simulator.User, ("method", "get"), ("input_token", simulator.PageToken()));

        Assert.Equal("PAGE", reply.Data.GetProperty("type").GetString());
        Assert.False(Assert.Single(simulator.Server.Journal.Entries).SecretInUrl);
    }

    private static async Task<JsonElement> DebugAsync(Simulator simulator, string token)
        => (await simulator.GetAsync($"/v26.0/debug_token?input_token={Uri.EscapeDataString(token)}", simulator.World.App.AppToken)).Data;
}
