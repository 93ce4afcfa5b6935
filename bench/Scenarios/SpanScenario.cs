using System.Text.Json.Nodes;
using Bench.Figures;
using Bench.Running;
using TestKit;

namespace Bench.Scenarios;

/// <summary>How the cost grows with days and metrics.</summary>
internal sealed class SpanScenario(Programs programs, bool quick) : IScenario
{
    private const int Pages = 10;

    /// <inheritdoc/>
    public string Name => "span";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(Pages);
        List<IReadOnlyList<string>> rows = [];
        foreach (var days in quick ? new[] { 1, 730 } : [1, 30, 90, 365, 730])
        {
            rows.Add(Row($"{days} day(s), default metrics", inputs, simulator, Inputs.Config(simulator, ("start_date", Reference.DaysBack(days - 1)))));
        }

        foreach (var groups in quick ? new[] { 1 } : [1, 3, 7])
        {
            string[] names = ["cta_clicks", "engagement", "fans_followers", "media_view", "reactions", "page_views", "video"];
            var chosen = new JsonArray([.. names.Take(groups).Select(name => (JsonNode)name)]);
            rows.Add(Row($"365 days, {groups} of 7 groups of metrics", inputs, simulator, Inputs.Config(simulator, ("start_date", Reference.DaysBack(364)), ("metric_groups", chosen))));
        }

        return new Section(
            "Growth with days and metrics",
            $"{Pages} Pages.",
            ["what", "requests", "records", "wall s", "CPU s", "peak MB"],
            rows);
    }

    private IReadOnlyList<string> Row(string what, Inputs inputs, SimulatorProcess simulator, ConfigBuilder config)
    {
        var arguments = inputs.Read(config, Inputs.Streams(simulator));
        _ = ProcessRun.Of(programs.Connector, arguments);
        List<ProcessRun> runs = [.. Enumerable.Range(0, quick ? 1 : 5).Select(_ => ProcessRun.Of(programs.Connector, arguments))];
        return
        [
            what,
            Shown.Whole(runs[0].Requests),
            Shown.Whole(runs[0].Records),
            Shown.Three(Median.Of(runs, run => run.Wall)),
            Shown.Three(Median.Of(runs, run => run.Cpu)),
            Shown.One(Median.Of(runs, run => run.PeakMegabytes)),
        ];
    }
}
