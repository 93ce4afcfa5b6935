using System.Globalization;
using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>Graph's batch requests against calls by themselves.</summary>
internal sealed class BatchScenario(Programs programs, bool quick) : IScenario
{
    private const int LatencyMilliseconds = 100;

    // In the order of how many calls are under way, so that what is alike in this stands together.
    private static readonly Way[] Ways = [new(1, 8), new(10, 1), new(1, 64), new(50, 1), new(10, 8), new(50, 2), new(1, 200), new(50, 4)];

    /// <inheritdoc/>
    public string Name => "batch";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var (pages, times) = quick ? (50, 1) : (200, 5);
        using var near = await SimulatorProcess.StartAsync(pages);
        using var far = await SimulatorProcess.StartAsync(pages, LatencyMilliseconds);
        List<IReadOnlyList<string>> rows = [];
        // The larger first: what is compiled meanwhile would weigh more in the smaller.
        foreach (var days in new[] { 90, 30 })
        {
            var atOnce = await RunsAsync(near, days, warmUps: 5, _ => times);
            // What waits most of the time is not measured again and again: that it waits is no news.
            var late = await RunsAsync(far, days, warmUps: 1, way => way.Rounds(pages) * LatencyMilliseconds >= 500 ? 1 : Math.Min(times, 3));
            rows.InsertRange(0, Ways.Select(way => Row(way, days, atOnce[way], late[way])));
        }

        return new Section(
            "Batch requests",
            string.Create(CultureInfo.InvariantCulture, $"""
            The default metrics of {pages} Pages, fetched by a bare client, by calls by themselves and in batches of 10 and 50 (`POST` with `batch`, `include_headers=false`), both over HTTP/2 without TLS, with gzip.
            It ends with the bytes of each body in memory: decompressed, and out of a batch unescaped (`Utf8JsonReader`); it does not read them, which costs the same either way. 8 is the connector's default for
            `concurrency` and 64 its largest; {pages} is there for comparison. The rate limits count each operation of a batch, so that all ways cost the same calls. Bytes are those of the connections, with all headers.
            CPU is that of the bench's own process, which does nothing else meanwhile, and is compiled just in time; the simulator's, to 10 ms, is there to see that it does not tip the scales. The figures but those of the
            last column but one are without latency. What mostly waits was measured once. What favours batches: the simulator has rendered them before, waits the {LatencyMilliseconds} ms once for each, where Graph takes as
            long as the slowest operation, leaves no operation unfinished, and has no long line, on which one large body takes more round trips than many small ones.
            """),
            [
                "days", "way", "calls under way", "HTTP requests", "calls counted", "KB up", "KB down", "client CPU ms", "simulator CPU ms", "wall ms, no latency",
                $"wall ms, {LatencyMilliseconds} ms latency", "largest answer, KB",
            ],
            rows);
    }

    private async Task<Dictionary<Way, List<FetchRun>>> RunsAsync(SimulatorProcess simulator, int days, int warmUps, Func<Way, int> times)
    {
        var calls = await PageCalls.PrepareAsync(programs, simulator, ("start_date", Reference.DaysBack(days - 1)));
        var requests = new Dictionary<int, IReadOnlyList<FetchRequest>>();
        var fetchers = new Dictionary<int, Fetcher>();
        var runs = Ways.ToDictionary(way => way, _ => new List<FetchRun>());
        try
        {
            foreach (var size in Ways.Select(way => way.Size).Distinct())
            {
                requests[size] = size == 1 ? FetchRequest.Singles(calls) : FetchRequest.Batches(calls, size, simulator.Token);
                fetchers[size] = new Fetcher(simulator, calls.Encodings);
                // The first run renders every answer; what is often used is compiled anew in those after it.
                for (var time = 0; time < warmUps; time++)
                {
                    _ = await fetchers[size].RunAsync(requests[size], 64);
                }
            }

            for (var time = 0; time < Ways.Max(times); time++)
            {
                foreach (var way in Ways.Where(way => time < times(way)))
                {
                    runs[way].Add(await fetchers[way.Size].RunAsync(requests[way.Size], way.AtATime));
                }
            }
        }
        finally
        {
            foreach (var fetcher in fetchers.Values)
            {
                fetcher.Dispose();
            }
        }

        return runs.Values.SelectMany(each => each).Select(run => run.Bodies).Distinct().Count() == 1
            ? runs
            : throw new InvalidOperationException("The ways did not bring the same bodies.");
    }

    private static IReadOnlyList<string> Row(Way way, int days, List<FetchRun> atOnce, List<FetchRun> late) =>
    [
        Shown.Whole(days),
        way.Size == 1 ? $"{way.AtATime} by themselves" : $"{way.AtATime} × {way.Size} in a batch",
        Shown.Whole(way.AtATime * way.Size),
        Shown.Whole(atOnce[0].Requests),
        Shown.Whole(atOnce[0].Calls),
        Shown.Whole(Median.Of(atOnce, run => run.Sent) / 1000),
        Shown.Whole(Median.Of(atOnce, run => run.Received) / 1000),
        Shown.Whole(Median.Of(atOnce, run => run.Cpu) * 1000),
        Shown.Whole(Median.Of(atOnce, run => run.ServerCpu) * 1000),
        Shown.Whole(Median.Of(atOnce, run => run.Wall) * 1000),
        Shown.Whole(Median.Of(late, run => run.Wall) * 1000),
        Shown.Whole(Median.Of(atOnce, run => run.Largest) / 1000),
    ];

    /// <summary>A way to fetch.</summary>
    /// <param name="Size">Operations in a batch; 1 for calls by themselves.</param>
    /// <param name="AtATime">How many HTTP requests are under way.</param>
    private sealed record Way(int Size, int AtATime)
    {
        public int Rounds(int calls) => (int)Math.Ceiling((double)calls / (Size * AtATime));
    }
}
