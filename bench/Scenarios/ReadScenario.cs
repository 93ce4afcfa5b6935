using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>A large read, against what the machine can do at all.</summary>
internal sealed class ReadScenario(Programs programs, bool quick) : IScenario
{
    /// <inheritdoc/>
    public string Name => "read";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        (int Pages, int Days, int Times)[] sizes = quick ? [(8, 365, 3), (41, 730, 3)] : [(8, 365, 9), (41, 730, 7), (202, 730, 3)];
        using var inputs = new Inputs();
        using var simulator = await SimulatorProcess.StartAsync(sizes[^1].Pages);
        var records = await Reference.WriteAsync(programs, simulator, inputs);
        // The first run renders every answer.
        _ = ProcessRun.Of(programs.Connector, inputs.Read(Inputs.Config(simulator), Inputs.Streams(simulator)));
        List<IReadOnlyList<string>> rows = [];
        foreach (var (pages, days, times) in sizes)
        {
            var arguments = inputs.Read(Inputs.Config(simulator, ("start_date", Reference.DaysBack(days - 1))), Inputs.Streams(simulator).Take(pages));
            _ = ProcessRun.Of(programs.Connector, arguments);
            var runs = new List<ProcessRun>();
            var bounds = new List<ProcessRun>();
            for (var time = 0; time < times; time++)
            {
                runs.Add(ProcessRun.Of(programs.Connector, arguments));
                bounds.Add(Reference.UpperBound(programs, records, runs[^1].Records));
            }

            var count = runs[0].Records;
            var bound = PerHundredThousand(bounds, count);
            rows.Add(Row("connector", runs, count, bound));
            rows.Add(Row("upper bound", bounds, count, bound));
            rows.Add(Verdict(runs, count, bound));
        }

        return new Section(
            "A large read",
            """
            The default metrics of 8 Pages over one year, and of 41 and 202 Pages over two, from gzip over HTTP to a pipe, with the default `concurrency` of 8. The upper bound is a native program of one loop
            (`bench/UpperBound`) that formats the same records with `Utf8JsonWriter` from values in memory and writes them to the same kind of pipe: no HTTP, no parsing, no states.
            Targets: at least 300,000 records/s, at most 2.5 times the upper bound's CPU, less than 80 MB, and at the end not more than 10 % above what was taken when the first 100,000 records were out.
            """,
            ["what", "records", "wall s", "records/s", "MB/s", "CPU s per 100,000", "CPU against upper bound", "peak MB after 100,000 records", "peak MB at the end"],
            rows);
    }

    private static double PerHundredThousand(List<ProcessRun> runs, long records) => Median.Of(runs, run => run.Cpu) / records * 100_000;

    private static IReadOnlyList<string> Row(string who, List<ProcessRun> runs, long records, double bound)
    {
        var wall = Median.Of(runs, run => run.Wall);
        var cpu = PerHundredThousand(runs, records);
        return
        [
            who,
            Shown.Whole(records),
            Shown.Three(wall),
            Shown.Whole(records / wall),
            Shown.Whole(Median.Of(runs, run => run.Bytes) / wall / 1e6),
            Shown.Three(cpu),
            Shown.Two(cpu / bound),
            Early(runs) > 0 ? Shown.One(Early(runs)) : "–",
            Shown.One(Median.Of(runs, run => run.PeakMegabytes)),
        ];
    }

    private static double Early(List<ProcessRun> runs) => Median.Of(runs, run => run.EarlyPeakMegabytes);

    private static IReadOnlyList<string> Verdict(List<ProcessRun> runs, long records, double bound)
    {
        var peak = Median.Of(runs, run => run.PeakMegabytes);
        return
        [
            "target reached",
            "",
            "",
            Shown.Reached(records / Median.Of(runs, run => run.Wall) >= 300_000),
            "",
            "",
            Shown.Reached(PerHundredThousand(runs, records) / bound <= 2.5),
            "",
            Shown.Reached(peak < 80 && (Early(runs) == 0 || peak <= Early(runs) * 1.1)),
        ];
    }
}
