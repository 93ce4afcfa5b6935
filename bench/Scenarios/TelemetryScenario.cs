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
        var (pages, starts, reads) = quick ? (4, 5, 3) : (41, 61, 15);
        var without = await Programs.PublishWithoutTelemetryAsync();
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(pages);
        var start = Compare(without, ["spec"], starts);
        var read = Compare(without, inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator)), reads);
        var startCost = (start.With.Wall - start.Without.Wall) * 1000;
        var readCost = ((read.With.Cpu / read.Without.Cpu) - 1) * 100;
        return new Section(
            "Telemetry that nobody asked for",
            "`spec`, and a large read, with no variable of OpenTelemetry set, against the same program built without any telemetry (`-p:Telemetry=false`), in turns; of the starts the medians, of the reads the least, since whatever else the machine does can only add to it. Targets: within 2 ms, and within 2 % of the CPU.",
            ["what", "nothing set", "built without", "difference", "reached"],
            [
                ["`spec`, wall ms", Shown.One(start.With.Wall * 1000), Shown.One(start.Without.Wall * 1000), $"{Shown.One(startCost)} ms", Shown.Reached(startCost <= 2)],
                [$"`read` of {pages} Pages, CPU s", Shown.Three(read.With.Cpu), Shown.Three(read.Without.Cpu), $"{Shown.One(readCost)} %", Shown.Reached(readCost <= 2)],
            ]);
    }

    private ((double Wall, double Cpu) With, (double Wall, double Cpu) Without) Compare(string without, IReadOnlyList<string> arguments, int times)
    {
        List<ProcessRun> runs = [];
        List<ProcessRun> runsWithout = [];
        _ = ProcessRun.Of(programs.Connector, arguments);
        for (var time = 0; time < times; time++)
        {
            runs.Add(ProcessRun.Of(programs.Connector, arguments));
            runsWithout.Add(ProcessRun.Of(without, arguments));
        }

        return (Cost(runs), Cost(runsWithout));
    }

    private static (double Wall, double Cpu) Cost(List<ProcessRun> runs) => (Median.Of(runs, run => run.Wall), runs.Min(run => run.Cpu));
}
