using System.Security.Cryptography;
using System.Text;

namespace GraphSimulator.Tests.Tokens;

public sealed class AppSecretProofTests
{
    [Fact]
    public async Task A_missing_proof_is_refused_only_where_the_app_demands_one()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me")).Status);

        simulator.World.App.RequireProof = true;
        var reply = await simulator.AsUserAsync("/v26.0/me");

        Assert.Equal((400, 100, null), reply.Kind);
        Assert.Equal("GraphMethodException", reply.Error.GetProperty("type").GetString());
        Assert.Equal("API calls from the server require an appsecret_proof argument", reply.Message);
    }

    [Fact]
    public async Task The_proof_of_the_calls_own_token_is_accepted_and_that_of_another_is_not()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.App.RequireProof = true;
        var own = Proof(simulator.PageToken());
        var users = Proof(simulator.User);

        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows&appsecret_proof=" + own)).Status);
        var reply = await simulator.InsightsAsync("metric=page_follows&appsecret_proof=" + users);
        Assert.Equal("Invalid appsecret_proof provided in the API argument", reply.Message);
        Assert.Equal((400, 100, null), reply.Kind);

        string Proof(string token) => Hmac(simulator.World.App.Secret, token);
    }

    [Fact]
    public async Task A_wrong_proof_is_refused_even_when_none_is_demanded()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 100, null), (await simulator.AsUserAsync("/v26.0/me?appsecret_proof=" + new string('0', 64))).Kind);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(299, 200)]
    [InlineData(301, 400)]
    public async Task A_proof_with_a_time_holds_for_five_minutes(int age, int status)
    {
        await using var simulator = await Simulator.StartAsync();
        var time = simulator.World.Now.ToUnixTimeSeconds() - age;
        var proof = Hmac(simulator.World.App.Secret, $"{simulator.User}|{time}");

        Assert.Equal(status, (await simulator.AsUserAsync($"/v26.0/me?appsecret_proof={proof}&appsecret_time={time}")).Status);
    }

    private static string Hmac(string secret, string text)
        => string.Concat(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(text)).Select(b => b.ToString("x2")));
}
