using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>Whether the simulator is fast enough to measure a connector with.</summary>
internal sealed class ServerScenario(Programs programs, bool quick) : IScenario
{
    /// <inheritdoc/>
    public string Name => "server";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var (pages, times) = quick ? (10, 3) : (41, 5);
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(pages);
        var arguments = inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator));
        // The first run renders every answer.
        var first = ProcessRun.Of(programs.Connector, arguments);
        using var drain = await Drain.PrepareAsync(programs, simulator);
        List<DrainRun> drained = [];
        List<ProcessRun> read = [];
        await drain.RunAsync();
        for (var time = 0; time < times; time++)
        {
            drained.Add(await drain.RunAsync());
            read.Add(ProcessRun.Of(programs.Connector, arguments));
        }

        var bare = Median.Of(drained, run => run.Seconds);
        var connector = Median.Of(read, run => run.Wall);
        return new Section(
            "The simulator is not the bottleneck",
            $"""
            It runs in a process of its own, and renders and compresses every answer once, in a run that does not count; from then on it serves them from memory. To see what it can do,
            a bare `HttpClient` fetches the same {drained[0].Requests} answers, eight at a time, and throws them away without decompressing; the connector takes
            {Shown.One(connector / bare)} times as long. With both on the same {Environment.ProcessorCount} cores, the time of the server's processor is part of either.
            """,
            ["who", "requests", "MB compressed", "wall s", "records/s"],
            [
                ["bare client", Shown.Whole(drained[0].Requests), Shown.One(drained[0].Bytes / 1e6), Shown.Three(bare), $"{Shown.Whole(first.Records / bare)} if it made any"],
                ["connector", Shown.Whole(first.Requests), "the same", Shown.Three(connector), Shown.Whole(first.Records / connector)],
            ]);
    }
}
