using System.Globalization;
using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>Many Pages behind a slow line, against the ideal.</summary>
internal sealed class FleetScenario(Programs programs, bool quick) : IScenario
{
    private const int LatencyMilliseconds = 100;

    /// <inheritdoc/>
    public string Name => "fleet";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var (pages, times) = quick ? (200, 1) : (1000, 3);
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(pages, LatencyMilliseconds);
        List<IReadOnlyList<string>> rows = [];
        foreach (var concurrency in new[] { 64, 32, 8 })
        {
            var since = Reference.DaysBack(29);
            var arguments = inputs.Read(Inputs.Config(simulator, ("start_date", since), ("concurrency", concurrency)), Inputs.Streams(simulator));
            if (rows.Count == 0)
            {
                // The first run renders every answer.
                _ = ProcessRun.Of(programs.Connector, arguments);
            }

            using var drain = await Drain.PrepareAsync(programs, simulator, concurrency, ("start_date", since));
            List<ProcessRun> runs = [];
            List<double> simulated = [];
            List<DrainRun> bare = [];
            for (var time = 0; time < times; time++)
            {
                var before = simulator.CpuSeconds();
                runs.Add(ProcessRun.Of(programs.Connector, arguments));
                simulated.Add(simulator.CpuSeconds() - before);
                bare.Add(await drain.RunAsync());
            }

            rows.Insert(0, Row(concurrency, pages, runs, Median.Of(simulated, seconds => seconds), Median.Of(bare, run => run.Seconds)));
        }

        return new Section(
            "A fleet behind a slow line",
            string.Create(CultureInfo.InvariantCulture, $"""
            {Shown.Whole(pages)} Pages × 30 days; every answer takes {LatencyMilliseconds} ms. The ideal is requests × latency ÷ concurrency. The least is that by whole rounds of so many requests, after the
            one that lists the first Pages, without which there is nothing to read. The bare client fetches only the insights, just as many at a time, and does nothing with them: what it takes beyond the
            ideal is the machine's and the simulator's. Target: at most 1.1 times the ideal.
            """),
            [
                "concurrency", "requests", "of them listing", "wall s", "ideal s", "wall against ideal", "least s", "bare client, insights only, s",
                "CPU s, connector", "CPU s, simulator", $"share of the {Environment.ProcessorCount} cores", "reached",
            ],
            rows);
    }

    private static IReadOnlyList<string> Row(int concurrency, int pages, List<ProcessRun> runs, double simulated, double bare)
    {
        var requests = runs[0].Requests;
        var wall = Median.Of(runs, run => run.Wall);
        var ideal = requests * LatencyMilliseconds / 1000.0 / concurrency;
        var least = LatencyMilliseconds / 1000.0 * (1 + Math.Ceiling((requests - 1.0) / concurrency));
        var cpu = Median.Of(runs, run => run.Cpu);
        return
        [
            Shown.Whole(concurrency),
            Shown.Whole(requests),
            Shown.Whole(requests - pages),
            Shown.Two(wall),
            Shown.Two(ideal),
            Shown.Two(wall / ideal),
            Shown.Two(least),
            Shown.Two(bare),
            Shown.Two(cpu),
            Shown.Two(simulated),
            Shown.Percent((cpu + simulated) / (wall * Environment.ProcessorCount)),
            Shown.Reached(wall <= 1.1 * ideal),
        ];
    }
}
