using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>Measures the ratios that the guard watches, at sizes that take a minute.</summary>
internal sealed class RatioMeasure(Programs programs)
{
    private const int Times = 5;

    /// <summary>Measures them.</summary>
    public async Task<IReadOnlyList<Ratio>> MeasureAsync()
    {
        using var inputs = new Inputs();
        return [.. await OfReadAsync(inputs), await OfFleetAsync(inputs)];
    }

    private async Task<IReadOnlyList<Ratio>> OfReadAsync(Inputs inputs)
    {
        using var simulator = await SimulatorProcess.StartAsync(pages: 20);
        var records = await Reference.WriteAsync(programs, simulator, inputs);
        var arguments = inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator));
        var first = ProcessRun.Of(programs.Connector, arguments);
        List<double> cpu = [];
        List<double> bound = [];
        for (var time = 0; time < Times; time++)
        {
            cpu.Add(ProcessRun.Of(programs.Connector, arguments).Cpu);
            bound.Add(Reference.UpperBound(programs, records, first.Records).Cpu);
        }

        // The first read within this process also allocates what is made once.
        _ = await InProcessRead.AllocatedAsync(arguments);
        var allocated = await InProcessRead.AllocatedAsync(arguments);
        var day = ProcessRun.Of(programs.Connector, inputs.Read(Inputs.Config(simulator, ("start_date", Reference.DaysBack(0))), Inputs.Streams(simulator)));
        return
        [
            // The least of several runs: whatever else the machine does can only add to it.
            new("CPU of a read against the upper bound", cpu.Min() / bound.Min()),
            new("bytes allocated per record", (double)allocated / first.Records),
            new("requests per Page for one day", (double)day.Requests / simulator.PageIds.Count),
            new("requests per Page for two years", (double)first.Requests / simulator.PageIds.Count),
        ];
    }

    private async Task<Ratio> OfFleetAsync(Inputs inputs)
    {
        const int Concurrency = 8;
        using var simulator = await SimulatorProcess.StartAsync(pages: 160, latencyMilliseconds: 50);
        var arguments = inputs.Read(Inputs.Config(simulator, ("start_date", Reference.DaysBack(29)), ("concurrency", Concurrency)), Inputs.Streams(simulator));
        _ = ProcessRun.Of(programs.Connector, arguments);
        var runs = Enumerable.Range(0, 5).Select(_ => ProcessRun.Of(programs.Connector, arguments)).ToList();
        return new Ratio("wall of a fleet against the ideal", runs.Min(run => run.Wall) / (runs[0].Requests * 0.05 / Concurrency));
    }
}
