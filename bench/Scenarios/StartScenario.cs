using Bench.Figures;
using Bench.Running;
using GraphSimulator;
using TestKit;

namespace Bench.Scenarios;

/// <summary>What the short commands take.</summary>
internal sealed class StartScenario(Programs programs, bool quick) : IScenario
{
    private const int Pages = 100;

    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        using var inputs = new Inputs();
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(Pages, now: TimeProvider.System.GetUtcNow()));
        var config = new ConfigBuilder(server);
        var nothing = Runs("/bin/true", [], null);
        var spec = Runs(programs.Connector, ["spec"], null);
        var check = Runs(programs.Connector, inputs.Check(config), server);
        var discover = Runs(programs.Connector, inputs.Discover(config), server);
        return new Section(
            "Start",
            $"Process start to process end, {Times} runs each, of a simulated account of {Pages} Pages. The server's own time is what the simulator takes to make the answers, without the way there and back.",
            ["command", "wall ms", "server's own ms", "beyond it, ms", "CPU ms", "peak MB", "target", "reached"],
            [
                Row("`/bin/true`, for comparison", nothing, null),
                Row("`spec`", spec, 20),
                Row($"`check`, {Pages} Pages", check, 60),
                Row($"`discover`, {Pages} Pages", discover, 60),
            ]);
    }

    private int Times => quick ? 5 : 31;

    private List<(ProcessRun Run, double Server)> Runs(string program, IReadOnlyList<string> arguments, GraphSimulatorServer? server)
    {
        List<(ProcessRun, double)> runs = [];
        _ = ProcessRun.Of(program, arguments);
        for (var time = 0; time < Times; time++)
        {
            server?.Journal.Clear();
            var run = ProcessRun.Of(program, arguments);
            runs.Add((run, server?.Journal.Entries.Sum(entry => entry.Took.TotalSeconds) ?? 0));
        }

        return runs;
    }

    private static IReadOnlyList<string> Row(string name, List<(ProcessRun Run, double Server)> runs, double? target)
    {
        var beyond = Median.Of(runs, run => (run.Run.Wall - run.Server) * 1000);
        return
        [
            name,
            Shown.One(Median.Of(runs, run => run.Run.Wall * 1000)),
            Shown.One(Median.Of(runs, run => run.Server * 1000)),
            Shown.One(beyond),
            Shown.One(Median.Of(runs, run => run.Run.Cpu * 1000)),
            Median.Of(runs, run => run.Run.PeakMegabytes) is > 0 and var peak ? Shown.One(peak) : "too short to see",
            target is { } most ? $"≤ {Shown.Whole(most)} ms" : "–",
            target is { } limit ? Shown.Reached(beyond <= limit) : "–",
        ];
    }
}
