using GraphSimulator.Pages;

namespace GraphSimulator.Tests.Faults;

public sealed class LostPageTests
{
    private const string Query = "metric=page_media_view&period=day";

    [Fact]
    public async Task A_Page_whose_role_is_gone_is_492_for_its_token_and_unknown_to_the_user()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Section12());
        const string Lost = "100000000000004";

        var byToken = await simulator.InsightsAsync(Query, Lost);
        var byUser = await simulator.AsUserAsync($"/v26.0/{Lost}?fields=access_token");

        Assert.Equal((400, 190, 492), byToken.Kind);
        Assert.StartsWith("Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it.", byToken.Message, StringComparison.Ordinal);
        Assert.Equal((400, 100, 33), byUser.Kind);
        Assert.Equal("GraphMethodException", byUser.Error.GetProperty("type").GetString());
        Assert.Equal($"Unsupported get request. Object with ID '{Lost}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api", byUser.Message);
    }

    [Theory]
    [InlineData(PageLoss.RoleLost, 400, 190, 492)]
    [InlineData(PageLoss.Vanished, 400, 100, 33)]
    [InlineData(PageLoss.PermissionDenied, 403, 200, null)]
    [InlineData(PageLoss.EndpointPermission, 400, 10, null)]
    [InlineData(PageLoss.ImpersonationLost, 400, 190, null)]
    [InlineData(PageLoss.NotAccessible, 400, 190, null)]
    [InlineData(PageLoss.ViewerLacksPermission, 400, 1, 2853006)]
    [InlineData(PageLoss.ManagePagesNeeded, 403, 283, null)]
    public async Task A_Page_is_lost_in_every_form_at_a_given_call_while_the_others_stay(PageLoss form, int status, int code, int? subcode)
    {
        await using var simulator = await Simulator.StartAsync();
        var page = simulator.World.Pages[Simulator.One];
        simulator.World.Schedule.AtPageCall(page.Id, 3, () => page.Loss = form);

        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal((status, code, subcode), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal((status, code, subcode), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal(200, (await simulator.InsightsAsync(Query, Simulator.Two)).Status);
    }

    [Fact]
    public async Task The_whole_token_can_die_in_the_middle()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Schedule.AtCall(2, () => simulator.World.BreakAllTokens(GraphSimulator.Tokens.TokenTrouble.PasswordChanged));

        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal((400, 190, 460), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal((400, 190, 460), (await simulator.AsUserAsync("/v26.0/me")).Kind);
    }
}
