using GraphSimulator.Pages;

namespace GraphSimulator.Tests.Edges;

public sealed class BusinessTests
{
    private const string Business = "300000000000001";

    [Fact]
    public async Task Businesses_and_their_Pages_are_lists_with_cursors_and_a_summary()
    {
        await using var simulator = await Simulator.StartAsync(WorldWithBusiness());

        var businesses = await simulator.AsUserAsync("/v26.0/me/businesses");
        var owned = await simulator.AsUserAsync($"/v26.0/{Business}/owned_pages?fields=id,name,access_token&limit=1&summary=true");
        var client = await simulator.AsUserAsync($"/v26.0/{Business}/client_pages");

        Assert.Equal([Business], businesses.Data.EnumerateArray().Select(b => b.GetProperty("id").GetString()));
        Assert.Equal(Simulator.One, owned.Data[0].GetProperty("id").GetString());
        Assert.Equal(simulator.PageToken(), owned.Data[0].GetProperty("access_token").GetString());
        Assert.Equal(2, owned.Json.GetProperty("summary").GetProperty("total_count").GetInt32());
        Assert.Equal(Simulator.Two, (await simulator.AsUserAsync(owned.Next!)).Data[0].GetProperty("id").GetString());
        Assert.Equal(["100000000000003"], client.Data.EnumerateArray().Select(p => p.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("/v26.0/me/businesses")]
    [InlineData("/v26.0/300000000000001/owned_pages")]
    [InlineData("/v26.0/300000000000001/client_pages")]
    public async Task Without_business_management_they_are_refused(string path)
    {
        await using var simulator = await Simulator.StartAsync(WorldWithBusiness());
        simulator.World.UserToken.RemoveScope("business_management");

        var reply = await simulator.AsUserAsync(path);

        Assert.Equal((400, 100, null), reply.Kind);
        Assert.Equal("(#100) Missing Permission", reply.Message);
    }

    private static SimulatedWorld WorldWithBusiness()
    {
        var world = SimulatedWorld.Create(pages: 3);
        world.Businesses = [new SimulatedBusiness(Business, "Acme & Söhne")];
        world.Pages[0].OwnedByBusiness = Business;
        world.Pages[1].OwnedByBusiness = Business;
        world.Pages[2].ClientOfBusiness = Business;
        return world;
    }
}
