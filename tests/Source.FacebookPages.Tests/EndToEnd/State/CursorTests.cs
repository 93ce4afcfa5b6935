using GraphSimulator;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class CursorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("page_impressions")]
    [InlineData("page_of_my_own_invention")]
    public async Task A_named_metric_that_Facebook_refuses_never_draws_the_cursor_back(string refused)
    {
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 1, now: Now));
        var config = new ConfigBuilder(server).With("start_date", "2026-09-01").With("window_days", 20).WithList("metrics", refused).ToString();
        var catalog = CatalogBuilder.Incremental("page_insights_100000000000001");
        var first = await new ConnectorRun(server.World, new FastClock(Now, speed: 1)).ReadAsync(config, catalog);
        var cursor = first.States[^1].EndTime!;
        server.World.Now = Now.AddDays(1);

        var second = await new ConnectorRun(server.World, new FastClock(Now.AddDays(1), speed: 1)).ReadAsync(config, catalog, first.StateFile());

        Assert.Equal(0, second.ExitCode);
        Assert.Equal("2026-11-22T08:00:00Z", cursor);
        Assert.All(second.States, state => Assert.True(string.CompareOrdinal(state.EndTime, cursor) >= 0, state.EndTime));
        Assert.Equal("2026-11-23T08:00:00Z", second.States[^1].EndTime);
    }
}
