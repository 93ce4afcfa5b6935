namespace GraphSimulator.Tests.Tokens;

public sealed class ExchangeTests
{
    [Fact]
    public async Task A_short_lived_token_becomes_a_long_lived_one_whose_Page_tokens_stay()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await ExchangeAsync(simulator);

        Assert.Equal("bearer", reply.Json.GetProperty("token_type").GetString());
        Assert.Equal(5183944, reply.Json.GetProperty("expires_in").GetInt32());
        var token = reply.Json.GetProperty("access_token").GetString()!;
        simulator.World.Now = simulator.World.Now.AddDays(59);
        Assert.Equal(simulator.PageToken(), (await simulator.GetAsync("/v26.0/me/accounts", token)).Data[0].GetProperty("access_token").GetString());
        simulator.World.Now = simulator.World.Now.AddDays(2);
        Assert.Equal((400, 190, 463), (await simulator.GetAsync("/v26.0/me/accounts", token)).Kind);
    }

    [Fact]
    public async Task It_works_as_a_form_too()
    {
        await using var simulator = await Simulator.StartAsync();
        var world = simulator.World;

        var reply = await simulator.PostAsync(
            "/v26.0/oauth/access_token", token: null, ("method", "get"), ("grant_type", "fb_exchange_token"), ("client_id", world.App.Id), ("client_secret", world.App.Secret), ("fb_exchange_token", world.ShortLivedUserToken.Value));

        Assert.Equal(200, reply.Status);
        Assert.False(Assert.Single(simulator.Server.Journal.Entries).SecretInUrl);
    }

    [Fact]
    public async Task An_expired_token_cannot_be_exchanged()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Now = simulator.World.Now.AddHours(2);
        Assert.Equal((400, 190, 463), (await ExchangeAsync(simulator)).Kind);
    }

    [Fact]
    public async Task Wrong_credentials_of_the_app_are_101()
    {
        await using var simulator = await Simulator.StartAsync();

        var wrongSecret = await ExchangeAsync(simulator, secret: "wrong");
        var wrongApp = await ExchangeAsync(simulator, app: "77");

        Assert.Equal((400, 101, null), wrongSecret.Kind);
        Assert.Equal("Error validating client secret.", wrongSecret.Message);
        Assert.Equal((400, 101, null), wrongApp.Kind);
    }

    [Fact]
    public async Task A_revoked_token_is_dead()
    {
        await using var simulator = await Simulator.StartAsync();
        var app = simulator.World.App;

        await simulator.GetAsync($"/oauth/revoke?client_id={app.Id}&client_secret={app.Secret}&revoke_token={simulator.User}");

        Assert.Equal((400, 190, 467), (await simulator.AsUserAsync("/v26.0/me")).Kind);
    }

    [Fact]
    public async Task Client_credentials_give_the_app_token()
    {
        await using var simulator = await Simulator.StartAsync();
        var app = simulator.World.App;

        var reply = await simulator.GetAsync($"/oauth/access_token?grant_type=client_credentials&client_id={app.Id}&client_secret={app.Secret}");

        Assert.Equal($"{app.Id}|{app.Secret}", reply.Json.GetProperty("access_token").GetString());
        Assert.False(reply.Json.TryGetProperty("expires_in", out _));
    }

    private static Task<Reply> ExchangeAsync(Simulator simulator, string? app = null, string? secret = null)
        => simulator.GetAsync($"/v26.0/oauth/access_token?grant_type=fb_exchange_token&client_id={app ?? simulator.World.App.Id}&client_secret={secret ?? simulator.World.App.Secret}&fb_exchange_token={simulator.World.ShortLivedUserToken.Value}");
}
