using Bench.Figures;
using Bench.Running;
using Bench.Scenarios;

namespace Bench;

/// <summary>Does what the command line asks for.</summary>
internal static class BenchRun
{
    private static string RatioPath => Path.Combine(Programs.Root, "bench", "ratios.json");

    /// <summary>Runs; answers the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var options = BenchOptions.Parse(arguments);
        if (options.WantsHelp || options.Mistake is not null)
        {
            Screen.Line(options.Mistake ?? BenchOptions.Help);
            return options.Mistake is null ? 0 : 2;
        }

        var programs = await Programs.PublishAsync();
        if (options.Guard)
        {
            return await GuardAsync(programs);
        }

        if (options.Record)
        {
            return await RecordAsync(programs);
        }

        var scenarios = Scenario(programs, options.Quick).Where(scenario => options.Only is null || scenario.Name == options.Only).ToList();
        if (scenarios.Count == 0)
        {
            Screen.Line($"There is no scenario {options.Only}; --help lists them.");
            return 2;
        }

        return await MeasureAsync(scenarios, writes: !options.Quick && options.Only is null);
    }

    private static IEnumerable<IScenario> Scenario(Programs programs, bool quick) =>
    [
        new StartScenario(programs, quick),
        new ServerScenario(programs, quick),
        new ReadScenario(programs, quick),
        new FleetScenario(programs, quick),
        new PagesScenario(programs, quick),
        new SpanScenario(programs, quick),
        new RequestsScenario(programs),
        new BatchScenario(programs, quick),
        new PeriodsScenario(programs),
        new SizeScenario(programs),
        new TelemetryScenario(programs, quick),
        new InnerScenario(),
    ];

    private static async Task<int> MeasureAsync(IReadOnlyList<IScenario> scenarios, bool writes)
    {
        var sections = new List<Section>();
        foreach (var scenario in scenarios)
        {
            Screen.Line($"Measuring {scenario.Name} …");
            sections.Add(await scenario.RunAsync());
            Screen.Line(sections[^1].Render());
        }

        if (writes)
        {
            var remarks = await File.ReadAllTextAsync(Path.Combine(Programs.Root, "bench", "remarks.md"));
            var target = Path.Combine(Programs.Root, "docs", "performance.md");
            await File.WriteAllTextAsync(target, Document.Render(Machine.Describe(), await Machine.CommitAsync(), sections, remarks));
            Screen.Line("Written: docs/performance.md");
        }

        return 0;
    }

    private static async Task<int> RecordAsync(Programs programs)
    {
        var measured = await new RatioMeasure(programs).MeasureAsync();
        await File.WriteAllTextAsync(RatioPath, RatioFile.Render(measured));
        Show(measured);
        Screen.Line("Written: bench/ratios.json");
        return 0;
    }

    private static async Task<int> GuardAsync(Programs programs)
    {
        var recorded = RatioFile.Parse(await File.ReadAllTextAsync(RatioPath));
        var measured = await new RatioMeasure(programs).MeasureAsync();
        Show(measured);
        var complaints = RatioComparison.Complaints(recorded, measured);
        foreach (var complaint in complaints)
        {
            Screen.Line(complaint);
        }

        return complaints.Count == 0 ? 0 : 1;
    }

    private static void Show(IEnumerable<Ratio> ratios)
    {
        foreach (var ratio in ratios)
        {
            Screen.Line($"{ratio.Name}: {Shown.Three(ratio.Value)}");
        }
    }
}
