using GraphSimulator;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd;

public sealed class TruthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2024, 11, 22);
    private static readonly DateOnly Last = new(2026, 11, 21);

    private static readonly string[] Pages = ["100000000000001", "100000000000002", "100000000000003"];

    private static readonly Lazy<Dictionary<(string Page, string Metric, string Period, string EndTime), string>> Truth =
        new(() => new[] { "day", "week", "days_28" }.SelectMany(period => ExpectedInsights.Of(Pages, period, First, Last)).ToDictionary());

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task Two_years_of_three_Pages_in_all_periods_equal_the_truth(string layout)
    {
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 3, now: Now));
        var config = new ConfigBuilder(server).With("stream_layout", layout).WithList("periods", "day", "week", "days_28").ToString();
        var run = new ConnectorRun(server.World, new FastClock(Now, speed: 1));

        var catalog = CatalogBuilder.From(ProtocolChecks.Verify(await run.DiscoverAsync(config)));
        var output = ProtocolChecks.Verify(await run.ReadAsync(config, catalog), catalog);

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(Truth.Value));
    }
}
