using System.Collections.Concurrent;
using System.Globalization;
using GraphSimulator;
using GraphSimulator.Faults;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Whatever passes, in any mixture, and the numbers are the same.</summary>
public sealed class RandomFaultTests
{
    private const int Seeds = 200;
    private const int Lookback = 7;

    private static readonly DateOnly First = Story.Last.AddDays(-199);
    private static readonly string[] Pages = [.. Enumerable.Range(1, 5).Select(Story.PageId)];
    private static readonly string[] Metrics = ["page_post_engagements", "page_total_actions"];

    private static readonly IReadOnlyList<Fault> Kinds =
    [
        .. RandomFaults.Recoverable,
        Fault.Stall(Timeout.InfiniteTimeSpan),
        Fault.StallInBody(Timeout.InfiniteTimeSpan),
        Fault.OkWithError(GraphErrors.PageAccountLimit),
        Fault.OkWithError(GraphErrors.Unknown),
    ];

    [Fact]
    public async Task Two_hundred_runs_with_a_fault_in_every_seventh_call_give_the_truth()
    {
        var truth = ExpectedInsights.Of(Pages, "day", First, Story.Last, Metrics);
        var failures = new ConcurrentQueue<string>();
        var struck = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);

        // Most of a run is waiting; so they wait side by side.
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Seeds),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) =>
            {
                try
                {
                    await RunAsync(seed, truth, struck);
                }
                catch (Exception exception)
                {
                    failures.Enqueue($"Seed {seed}: {exception.Message}");
                }
            });

        Assert.Empty(failures);
        Assert.Equal(Kinds.Select(kind => kind.Name).Distinct().Order(StringComparer.Ordinal), struck.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task RunAsync(int seed, Dictionary<(string Page, string Metric, string Period, string EndTime), string> truth, ConcurrentDictionary<string, int> struck)
    {
        var clock = new FastClock(Story.Now, speed: 150);
        var world = SimulatedWorld.Create(pages: Pages.Length, now: Story.Now);
        world.Clock = clock;
        world.Faults.Random = new RandomFaults(0.15, seed) { Kinds = Kinds };
        await using var server = await GraphSimulatorServer.StartAsync(world);
        var layout = seed % 2 == 0 ? "per_page" : "combined";
        var config = new ConfigBuilder(server)
            .With("start_date", Story.Day(First))
            .With("stream_layout", layout)
            .With("window_days", 30 + (seed % 4 * 20))
            .With("concurrency", 1 + (seed % 8))
            .With("lookback_window_days", Lookback)
            .With("request_timeout_seconds", 120)
            .With("max_attempts", 20)
            .WithList("metric_groups", "engagement", "cta_clicks");
        var run = new ConnectorRun(world, clock);
        var catalog = layout == "combined"
            ? CatalogBuilder.Of(("pages", "full_refresh"), ("page_insights", "incremental"))
            : CatalogBuilder.Of([("pages", "full_refresh"), .. Pages.Select(page => (Story.StreamOf(page), "incremental"))]);

        var output = await run.ReadAsync(config.ToString(), catalog);

        Invariants.Check(output, catalog, server.Journal);
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(Pages.Length, output.Records.Count(record => record.Stream == "pages"));
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(truth));
        if (seed % 5 == 0)
        {
            var next = await run.ReadAsync(config.ToString(), catalog, output.StateFile());

            Assert.Equal(0, next.ExitCode);
            Assert.Equal(0, union.Add(next));
            Assert.Empty(union.DifferencesFrom(truth));
            // Nothing new has happened: what comes again is the lookback, and no day more.
            Assert.Equal(Pages.Length * Metrics.Length * Lookback, next.Records.Count(record => record.IsInsights));
        }

        foreach (var call in server.Journal.Entries.Where(call => call.Fault is not null))
        {
            struck.AddOrUpdate(call.Fault!, 1, (_, count) => count + 1);
        }
    }
}
