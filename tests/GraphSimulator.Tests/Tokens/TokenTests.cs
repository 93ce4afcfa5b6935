using System.Net.Http.Headers;
using GraphSimulator.Tokens;

namespace GraphSimulator.Tests.Tokens;

public sealed class TokenTests
{
    [Fact]
    public async Task A_call_without_a_token_is_refused_and_challenged()
    {
        await using var simulator = await Simulator.StartAsync();

        var page = await simulator.GetAsync("/v26.0/" + Simulator.One);
        var me = await simulator.GetAsync("/v26.0/me/accounts");

        Assert.Equal((400, 104, null), page.Kind);
        Assert.Equal("An access token is required to request this resource.", page.Message);
        Assert.Equal("OAuth \"Facebook Platform\" \"invalid_request\" \"An access token is required to request this resource.\"", page.Header("WWW-Authenticate"));
        Assert.Equal((400, 2500, null), me.Kind);
    }

    [Fact]
    public async Task A_token_is_taken_from_the_header_or_the_query_and_the_query_wins()
    {
        await using var simulator = await Simulator.StartAsync();

        var byHeader = await simulator.GetAsync("/v26.0/me", simulator.PageToken());
        var byQuery = await simulator.GetAsync("/v26.0/me?access_token=" + simulator.PageToken());
        var byBoth = await simulator.GetAsync("/v26.0/me?access_token=" + simulator.PageToken(Simulator.Two), simulator.PageToken());

        Assert.Equal([Simulator.One, Simulator.One, Simulator.Two], new[] { byHeader, byQuery, byBoth }.Select(r => r.Json.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("not-a-token-of-this-world", "Invalid OAuth access token - Cannot parse access token")]
    [InlineData("abc", "Malformed access token")]
    public async Task A_text_that_is_no_token_is_190_without_subcode(string token, string message)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.GetAsync("/v26.0/me", token);

        Assert.Equal((400, 190, null), reply.Kind);
        Assert.Equal(message, reply.Message);
        Assert.Contains("\"invalid_token\"", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_says_when_in_Pacific_clock_time()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.ExpiresAt = new DateTimeOffset(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);

        var reply = await simulator.AsUserAsync("/v26.0/me");

        Assert.Equal((400, 190, 463), reply.Kind);
        Assert.Equal("Error validating access token: Session has expired on Friday, 20-Nov-26 08:00:00 PST. The current time is Sunday, 22-Nov-26 10:00:00 PST.", reply.Message);
    }

    [Fact]
    public async Task A_token_expires_by_the_clock_in_the_middle_of_its_use()
    {
        await using var simulator = await Simulator.StartAsync();
        var shortLived = simulator.World.ShortLivedUserToken;
        Assert.Equal(200, (await simulator.GetAsync("/v26.0/me", shortLived)).Status);

        simulator.World.Now = simulator.World.Now.AddMinutes(81);

        Assert.Equal((400, 190, 463), (await simulator.GetAsync("/v26.0/me", shortLived)).Kind);
    }

    [Theory]
    [InlineData(TokenTrouble.AppRemoved, 190, 458)]
    [InlineData(TokenTrouble.Checkpointed, 190, 459)]
    [InlineData(TokenTrouble.PasswordChanged, 190, 460)]
    [InlineData(TokenTrouble.Expired, 190, 463)]
    [InlineData(TokenTrouble.UserNotConfirmed, 190, 464)]
    [InlineData(TokenTrouble.LoggedOut, 190, 467)]
    [InlineData(TokenTrouble.TwoFactorNeeded, 190, 490)]
    [InlineData(TokenTrouble.RoleLost, 190, 492)]
    [InlineData(TokenTrouble.Unparsable, 190, null)]
    [InlineData(TokenTrouble.SessionInvalid, 102, null)]
    public async Task Each_trouble_of_a_token_has_its_own_answer(TokenTrouble trouble, int code, int? subcode)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].Token.Trouble = trouble;

        Assert.Equal((400, code, subcode), (await simulator.InsightsAsync("metric=page_follows&period=day")).Kind);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows&period=day", Simulator.Two)).Status);
    }

    [Fact]
    public async Task A_user_token_may_not_read_insights()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.AsUserAsync($"/v26.0/{Simulator.One}/insights?metric=page_follows");
        simulator.World.NewPagesTokenError = true;
        var onNewPages = await simulator.AsUserAsync($"/v26.0/{Simulator.One}/insights?metric=page_follows");

        Assert.Equal((400, 190, null), reply.Kind);
        Assert.Equal("(#190) This method must be called with a Page Access Token", reply.Message);
        Assert.Equal((400, 190, 2069032), onNewPages.Kind);
    }

    [Fact]
    public async Task Another_Pages_token_may_not_read_insights()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 10, null), (await simulator.GetAsync($"/v26.0/{Simulator.Two}/insights?metric=page_follows", simulator.PageToken())).Kind);
    }

    [Fact]
    public async Task A_system_users_own_token_reads_insights_unless_switched_off()
    {
        await using var simulator = await Simulator.StartAsync();
        var path = $"/v26.0/{Simulator.One}/insights?metric=page_follows&period=day";

        Assert.Equal(200, (await simulator.GetAsync(path, simulator.World.SystemUserToken)).Status);
        simulator.World.SystemUserReadsInsights = false;
        Assert.Equal((400, 190, null), (await simulator.GetAsync(path, simulator.World.SystemUserToken)).Kind);
    }

    [Fact]
    public async Task Page_tokens_of_a_short_lived_user_token_are_others_and_die_with_it()
    {
        await using var simulator = await Simulator.StartAsync();
        var listed = await simulator.GetAsync("/v26.0/me/accounts?limit=1", simulator.World.ShortLivedUserToken);
        var token = listed.Data[0].GetProperty("access_token").GetString()!;
        Assert.NotEqual(simulator.PageToken(), token);
        Assert.Equal(200, (await simulator.GetAsync($"/v26.0/{Simulator.One}/insights?metric=page_follows", token)).Status);

        simulator.World.Now = simulator.World.Now.AddHours(2);

        Assert.Equal((400, 190, 463), (await simulator.GetAsync($"/v26.0/{Simulator.One}/insights?metric=page_follows", token)).Kind);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows")).Status);
    }

    [Fact]
    public async Task A_rotated_Page_token_is_dead_and_the_listing_gives_the_new_one()
    {
        await using var simulator = await Simulator.StartAsync();
        var old = simulator.PageToken();

        simulator.World.RotateToken(Simulator.One);

        Assert.Equal((400, 190, 467), (await simulator.GetAsync("/v26.0/me", old)).Kind);
        var given = (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=access_token")).Json.GetProperty("access_token").GetString()!;
        Assert.NotEqual(old, given);
        Assert.Equal(200, (await simulator.GetAsync("/v26.0/me", given)).Status);
    }

    [Fact]
    public async Task All_tokens_of_one_Page_can_die_and_leave_the_others_alive()
    {
        await using var simulator = await Simulator.StartAsync();
        var ofSystemUser = (await simulator.GetAsync($"/v26.0/{Simulator.One}?fields=access_token", simulator.World.SystemUserToken)).Json.GetProperty("access_token").GetString();

        simulator.World.BreakPageTokens(Simulator.One, TokenTrouble.PasswordChanged);

        Assert.Equal((400, 190, 460), (await simulator.GetAsync("/v26.0/me", ofSystemUser)).Kind);
        Assert.Equal((400, 190, 460), (await simulator.GetAsync("/v26.0/me", simulator.PageToken())).Kind);
        Assert.Equal(200, (await simulator.GetAsync("/v26.0/me", simulator.PageToken(Simulator.Two))).Status);
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task The_header_may_say_OAuth_instead_of_Bearer()
    {
        await using var simulator = await Simulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v26.0/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", simulator.User);
        Assert.Equal(200, (await simulator.SendAsync(request)).Status);
    }
}
