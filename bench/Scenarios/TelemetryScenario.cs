using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>What telemetry costs those who do not use it: nothing set, against switched off by the variable that OpenTelemetry knows.</summary>
internal sealed class TelemetryScenario(Programs programs, bool quick) : IScenario
{
    private static readonly (string, string) Off = ("OTEL_SDK_DISABLED", "true");

    /// <inheritdoc/>
    public string Name => "telemetry";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var (pages, starts, reads) = quick ? (4, 5, 3) : (41, 41, 9);
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(pages);
        var start = Compare(["spec"], starts);
        var read = Compare(inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator)), reads);
        var startCost = (start.Unset.Wall - start.Off.Wall) * 1000;
        var readCost = ((read.Unset.Cpu / read.Off.Cpu) - 1) * 100;
        return new Section(
            "Telemetry that nobody asked for",
            "`spec`, and a large read, with no variable of OpenTelemetry set and with `OTEL_SDK_DISABLED=true`, in turns; of the starts the medians, of the reads the least, since whatever else the machine does can only add to it. Targets: within 2 ms, and within 2 % of the CPU.",
            ["what", "nothing set", "switched off", "difference", "reached"],
            [
                ["`spec`, wall ms", Shown.One(start.Unset.Wall * 1000), Shown.One(start.Off.Wall * 1000), $"{Shown.One(startCost)} ms", Shown.Reached(startCost <= 2)],
                [$"`read` of {pages} Pages, CPU s", Shown.Three(read.Unset.Cpu), Shown.Three(read.Off.Cpu), $"{Shown.One(readCost)} %", Shown.Reached(readCost <= 2)],
            ]);
    }

    private ((double Wall, double Cpu) Unset, (double Wall, double Cpu) Off) Compare(IReadOnlyList<string> arguments, int times)
    {
        List<ProcessRun> unset = [];
        List<ProcessRun> off = [];
        _ = ProcessRun.Of(programs.Connector, arguments);
        for (var time = 0; time < times; time++)
        {
            unset.Add(ProcessRun.Of(programs.Connector, arguments));
            off.Add(ProcessRun.Of(programs.Connector, arguments, Off));
        }

        return (Cost(unset), Cost(off));
    }

    private static (double Wall, double Cpu) Cost(List<ProcessRun> runs) => (Median.Of(runs, run => run.Wall), runs.Min(run => run.Cpu));
}
