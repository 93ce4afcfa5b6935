namespace GraphSimulator.Tests.Http;

public sealed class VersionTests
{
    [Theory]
    [InlineData("/v13.0/me", "v21.0")]
    [InlineData("/v18.0/me", "v21.0")]
    [InlineData("/v20.0/me", "v21.0")]
    [InlineData("/v21.0/me", "v21.0")]
    [InlineData("/v25.0/me", "v25.0")]
    [InlineData("/v26.0/me", "v26.0")]
    [InlineData("/me", "v21.0")]
    public async Task An_expired_version_is_served_by_the_oldest_that_works_and_the_header_says_so(string path, string served)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.AsUserAsync(path);

        Assert.Equal(200, reply.Status);
        Assert.Equal(served, reply.Header("facebook-api-version"));
    }

    [Fact]
    public async Task An_expired_version_still_gives_data()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=2026-11-01&until=2026-11-05", version: "v18.0");

        Assert.Equal(4, reply.Values("page_views_total").Count);
    }

    [Fact]
    public async Task A_version_that_never_existed_is_unknown()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 2500, null), (await simulator.AsUserAsync("/v99.0/me")).Kind);
    }

    [Fact]
    public async Task The_version_table_follows_the_clock()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: new DateTimeOffset(2025, 10, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal("v18.0", (await simulator.AsUserAsync("/v17.0/me")).Header("facebook-api-version"));
    }
}
