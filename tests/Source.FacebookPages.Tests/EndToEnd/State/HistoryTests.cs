using System.Collections.Concurrent;
using System.Globalization;
using Source.FacebookPages.Tests.EndToEnd.State.Histories;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class HistoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_the_union_of_all_runs_is_what_the_API_had_and_nothing_known_is_asked_for_again()
    {
        // HISTORY_SEED=n plays one history again; HISTORIES=n plays more or fewer of them.
        var first = Setting("HISTORY_SEED") ?? 1;
        var count = Setting("HISTORY_SEED") is null ? Setting("HISTORIES") ?? 1_000 : 1;
        var broken = new ConcurrentQueue<(int Seed, string Complaints)>();
        var (good, crashes, failures) = (0, 0, 0);

        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) =>
            {
                var run = new HistoryRun(HistoryGenerator.From(seed));
                var complaints = await run.PlayAsync();
                Interlocked.Add(ref good, run.GoodRuns);
                Interlocked.Add(ref crashes, run.Crashes);
                Interlocked.Add(ref failures, run.Failures);
                if (complaints.Count > 0)
                {
                    broken.Enqueue((seed, string.Join(Environment.NewLine, complaints)));
                }
            });

        output.WriteLine($"{count} histories from seed {first}: {good} good runs, {crashes} crashes, {failures} failed calls");
        Assert.True(broken.IsEmpty, $"{broken.Count} of {count} histories went wrong (HISTORY_SEED={string.Join(',', broken.Select(one => one.Seed).Order().Take(20))}), for example {broken.OrderBy(one => one.Complaints.Length).FirstOrDefault().Complaints}");
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
