using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>What telemetry costs those who do not use it: the connector, with no variable of OpenTelemetry set, against the same one built without any telemetry.</summary>
internal sealed class TelemetryScenario(Programs programs, bool quick) : IScenario
{
    /// <inheritdoc/>
    public string Name => "telemetry";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var (pages, starts, reads) = quick ? (4, 6, 4) : (41, 60, 30);
        var without = await Programs.PublishWithoutTelemetryAsync();
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(pages);
        var start = Compare(without, ["spec"], starts);
        var read = Compare(without, inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator)), reads);
        var startCost = Median.Of(start, pair => (pair.With.Wall - pair.Without.Wall) * 1000);
        var readCost = Median.Of(read, pair => ((pair.With.Cpu / pair.Without.Cpu) - 1) * 100);
        return new Section(
            "Telemetry that nobody asked for",
            "`spec`, and a large read, with no variable of OpenTelemetry set, against the same program built without any telemetry (`-p:Telemetry=false`), in pairs, of which each has the other one first. "
            + "The difference is the median of those of the pairs. Targets: within 2 ms, and within 2 % of the CPU.",
            ["what", "pairs", "nothing set", "built without", "difference", "reached"],
            [
                ["`spec`, wall ms", Shown.Whole(starts), Shown.One(Median.Of(start, pair => pair.With.Wall * 1000)), Shown.One(Median.Of(start, pair => pair.Without.Wall * 1000)), $"{Shown.One(startCost)} ms", Shown.Reached(startCost <= 2)],
                [$"`read` of {pages} Pages, CPU s", Shown.Whole(reads), Shown.Three(Median.Of(read, pair => pair.With.Cpu)), Shown.Three(Median.Of(read, pair => pair.Without.Cpu)), $"{Shown.One(readCost)} %", Shown.Reached(readCost <= 2)],
            ]);
    }

    private List<(ProcessRun With, ProcessRun Without)> Compare(string without, IReadOnlyList<string> arguments, int times)
    {
        List<(ProcessRun With, ProcessRun Without)> pairs = [];
        _ = ProcessRun.Of(programs.Connector, arguments);
        _ = ProcessRun.Of(without, arguments);
        for (var time = 0; time < times; time++)
        {
            // Turn about, for the second of two is helped or hindered by the first.
            var first = ProcessRun.Of(time % 2 == 0 ? programs.Connector : without, arguments);
            var second = ProcessRun.Of(time % 2 == 0 ? without : programs.Connector, arguments);
            pairs.Add(time % 2 == 0 ? (first, second) : (second, first));
        }

        return pairs;
    }
}
