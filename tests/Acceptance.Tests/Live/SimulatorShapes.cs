using GraphSimulator;
using GraphSimulator.Time;

namespace Acceptance.Tests.Live;

/// <summary>What the simulator answers to the requests that a live run makes, with each kind of token and with its known oddities.</summary>
internal static class SimulatorShapes
{
    /// <summary>A simulated Facebook whose clock goes with the machine's.</summary>
    public static async Task<GraphSimulatorServer> StartAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var world = SimulatedWorld.Create(pages: 2, days: 60, now);
        world.Clock = new SimulatedClock(now, TimeProvider.System);
        return await GraphSimulatorServer.StartAsync(world);
    }

    /// <summary>The shapes of its answers.</summary>
    public static async Task<ShapeBook> RecordAsync()
    {
        await using var server = await StartAsync();
        // Facebook refuses a metric now and then; that shows the form of errors.
        server.World.Metrics.Refuse("page_views_total", server.World.Pages[1].Id);
        var book = new ShapeBook();
        await LiveSession.RunAsync(server.BaseUrl, server.World.UserToken.Value, book: book);
        await LiveSession.RunAsync(server.BaseUrl, server.World.Pages[0].Token.Value, book: book);
        return book;
    }
}
