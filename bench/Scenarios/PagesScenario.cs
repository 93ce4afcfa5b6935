using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>How the cost grows with Pages.</summary>
internal sealed class PagesScenario(Programs programs, bool quick) : IScenario
{
    /// <inheritdoc/>
    public string Name => "pages";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (var pages in quick ? new[] { 10, 100 } : [10, 100, 1000, 10_000])
        {
            using var inputs = new Inputs();
            using var simulator = await SimulatorProcess.StartAsync(pages);
            var config = Inputs.Config(simulator, ("start_date", Reference.DaysBack(0)));
            rows.Add(Row("`discover`", pages, Runs(inputs.Discover(config))));
            rows.Add(Row("`read` of one day", pages, Runs(inputs.Read(config, Inputs.Streams(simulator)))));
        }

        return new Section(
            "Growth with Pages",
            "Each Page a stream of its own. Target: 10,000 Pages discovered and read for one day in less than 200 MB.",
            ["command", "Pages", "requests", "records", "wall s", "CPU s", "CPU ms per Page", "peak MB", "under 200 MB"],
            rows);
    }

    private List<ProcessRun> Runs(IReadOnlyList<string> arguments)
    {
        _ = ProcessRun.Of(programs.Connector, arguments);
        return [.. Enumerable.Range(0, quick ? 1 : 3).Select(_ => ProcessRun.Of(programs.Connector, arguments))];
    }

    private static IReadOnlyList<string> Row(string command, int pages, List<ProcessRun> runs)
    {
        var cpu = Median.Of(runs, run => run.Cpu);
        var peak = Median.Of(runs, run => run.PeakMegabytes);
        return
        [
            command,
            Shown.Whole(pages),
            runs[0].Requests > 0 ? Shown.Whole(runs[0].Requests) : "–",
            Shown.Whole(runs[0].Records),
            Shown.Two(Median.Of(runs, run => run.Wall)),
            Shown.Two(cpu),
            Shown.Two(cpu * 1000 / pages),
            Shown.One(peak),
            Shown.Reached(peak < 200),
        ];
    }
}
