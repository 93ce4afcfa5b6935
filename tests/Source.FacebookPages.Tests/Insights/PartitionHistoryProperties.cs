using Airbyte.Cdk;
using CsCheck;
using Source.FacebookPages.Insights;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>
/// Histories of a Page over real calls: readers that go away after any output, calls that fail, late days, revised values, metrics that come and go, moved starts. Each run resumes from the last
/// checkpoint, written and read as a state.
/// </summary>
public sealed class PartitionHistoryProperties
{
    private const int Begin = 600;

    private static readonly Gen<Run> AnyRun = Gen.Select(
        Gen.Int[0, 12],
        Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[0, 8]),
        Gen.OneOf(Gen.Const(-1), Gen.Const(-1), Gen.Int[0, 10]),
        Gen.Int[1, 15],
        Gen.Int[0, 60],
        Gen.OneOf(Gen.Const(90), Gen.Int[4, 40]),
        (wait, breaksAfter, failsAt, metrics, start, window) => new Run(wait, breaksAfter, failsAt, metrics, start, window));

    [Fact]
    public void The_union_of_all_records_is_what_the_API_had_delivered_by_the_last_whole_run() => Gen.Select(AnyRun.Array[1, 7], Gen.Int[0, 6].Array[200], Gen.Int[0, 3]).Sample(
        (runs, delays, dead) =>
        {
            var available = Available(delays);
            var union = new Dictionary<string, string>();
            Play(runs, available, dead, done =>
            {
                foreach (var record in done.Output.Records)
                {
                    union[record[..record.LastIndexOf(' ')]] = record[(record.LastIndexOf(' ') + 1)..];
                }

                if (done.IsWhole)
                {
                    foreach (var metric in done.Metrics.Where(metric => metric != Metric.Name(dead)))
                    {
                        for (var day = done.Start; day <= done.LastComplete && available[day - Begin] <= done.LastComplete; day++)
                        {
                            Assert.True(union.TryGetValue($"{metric} {Day.No(day):yyyy-MM-dd}", out var value), $"{metric} lacks day {day}");
                            Assert.Equal(InsightsWorld.Value(metric, Day.No(day)), value);
                        }
                    }
                }
            });
        },
        iter: 500);

    [Fact]
    public void A_value_revised_within_the_lookback_wins() => Gen.Select(AnyRun.Array[1, 7], Gen.Int[0, 6].Array[200]).Sample(
        (runs, delays) =>
        {
            // Each day's first value is changed two days after it came; a whole run with seven days of lookback that comes in between or after must have seen it.
            var available = Available(delays);
            var seen = new Dictionary<string, int>();
            Play(
                runs,
                available,
                dead: -1,
                done =>
                {
                    foreach (var record in done.Output.Records)
                    {
                        var parts = record.Split(' ');
                        seen[$"{parts[0]} {parts[1]}"] = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture);
                    }
                },
                (day, lastComplete) => lastComplete - available[day - Begin] >= 2 ? "2" : "1",
                done =>
                {
                    foreach (var metric in done.Metrics)
                    {
                        for (var day = Math.Max(done.Start, done.Newest - 6); day <= done.Newest; day++)
                        {
                            var expected = done.LastComplete - available[day - Begin] >= 2 ? 2 : 1;
                            Assert.Equal(expected, seen[$"{metric} {Day.No(day):yyyy-MM-dd}"]);
                        }
                    }
                });
        },
        iter: 300);

    [Fact]
    public void Records_and_states_are_in_step() => Gen.Select(AnyRun.Array[1, 7], Gen.Int[0, 6].Array[200]).Sample(
        (runs, delays) =>
        {
            var union = new HashSet<string>();
            Play(runs, Available(delays), dead: -1, done =>
            {
                var taken = 0;
                foreach (var (progress, records) in done.Output.Checkpoints)
                {
                    union.UnionWith(done.Output.Records[taken..records].Select(record => record[..record.LastIndexOf(' ')]));
                    taken = records;
                    // Every covered pair for which the API has a value was handed over before.
                    var known = progress.Coverage.Ranges.SelectMany(range => range.Metrics, (range, metric) => (range.Window, metric))
                        .SelectMany(pair => Day.Numbers(pair.Window), (pair, day) => $"{pair.metric} {Day.No(day):yyyy-MM-dd}");
                    Assert.Subset(union, known.ToHashSet());
                }
            });
        },
        iter: 300);

    private static int[] Available(int[] delays)
    {
        // In order: no day comes before an earlier one.
        var available = delays.Select((delay, index) => Begin + index + delay).ToArray();
        for (var index = 1; index < available.Length; index++)
        {
            available[index] = Math.Max(available[index], available[index - 1]);
        }

        return available;
    }

    private static void Play(
        Run[] runs,
        int[] available,
        int dead,
        Action<Done> whenDone,
        Func<int, int, string>? valueOf = null,
        Action<Done>? whenWhole = null)
    {
        PageProgress? state = null;
        var lastComplete = Begin + 60;
        foreach (var run in runs)
        {
            lastComplete += run.Wait;
            var now = lastComplete;
            using var story = new PartitionStory { LastComplete = Day.No(now), Window = run.Window };
            var calls = 0;
            story.World.Refuses = (_, metric) => metric == Metric.Name(dead) ? GraphAnswer.InvalidMetric : null;
            // Three faults in a row are all the attempts that a call has.
            story.World.Interrupts = _ => run.FailsAt >= 0 && calls++ >= run.FailsAt ? GraphAnswer.Fault : null;
            story.World.ValueOf = (metric, day) => Day.NumberOf(day) is var number && number >= Begin && available[number - Begin] <= now
                ? valueOf?.Invoke(number, now) ?? InsightsWorld.Value(metric, day)
                : null;
            var metrics = Metric.Many(4).Where((_, index) => (run.Metrics & (1 << index)) != 0).ToList();
            var start = Begin + run.Start;
            var output = new RecordedOutput(run.BreaksAfter);
            var isWhole = Read(story, state, metrics, start, output);
            if (output.Checkpoints.Count > 0)
            {
                state = WrittenAndRead(output.Checkpoints[^1].Progress);
            }

            var newest = Enumerable.Range(start, Math.Max(0, now - start + 1)).LastOrDefault(day => available[day - Begin] <= now, start - 1);
            var done = new Done(isWhole, output, [.. metrics.Select(metric => metric.Name)], start, now, newest);
            whenDone(done);
            if (isWhole)
            {
                whenWhole?.Invoke(done);
            }
        }
    }

    private static bool Read(PartitionStory story, PageProgress? state, IReadOnlyList<FacebookPages.Metrics.SelectedMetric> metrics, int start, RecordedOutput output)
    {
        try
        {
            story.ReadAsync(state, metrics, Day.No(start), output: output).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ConnectorException)
        {
            return false;
        }
    }

    private static PageProgress WrittenAndRead(PageProgress progress)
    {
        var state = new PageInsightsState(null, progress);
        return new StateReader([], Day.No(0)).ReadPage(Json.Element(Json.TextOf(state)), "1")!;
    }

    private sealed record Run(int Wait, int BreaksAfter, int FailsAt, int Metrics, int Start, int Window);

    private sealed record Done(bool IsWhole, RecordedOutput Output, IReadOnlyList<string> Metrics, int Start, int LastComplete, int Newest);
}
