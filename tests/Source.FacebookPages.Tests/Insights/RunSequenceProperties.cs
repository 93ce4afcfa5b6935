using CsCheck;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>
/// Runs over months: plan, read, checkpoint, stop at any slice, change the configuration, come back days later. The API delivers days late; some metrics lack some days; the Page falls silent.
/// </summary>
public sealed class RunSequenceProperties
{
    private const int MostMetrics = 4;

    // A run: days since the last one, how many slices until it is killed (none: it ends), and the configuration.
    private static readonly Gen<Run> AnyRun = Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 120]),
        Gen.OneOf(Gen.Const(int.MaxValue), Gen.Const(int.MaxValue), Gen.Int[0, 6]),
        Gen.Int[1, (1 << MostMetrics) - 1],
        Gen.Select(Gen.Int[0, 200], Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Int[0, 30])),
        Gen.OneOf(Gen.Const(7), Gen.Int[0, 90]),
        Gen.OneOf(Gen.Const(90), Gen.Int[1, 90]),
        (wait, slices, metrics, range, lookback, window) => new Run(wait, slices, metrics, range.Item1, range.Item2, lookback, window));

    // How many days after its end a day comes: mostly at once; never is far beyond the story.
    private static readonly Gen<int[]> Delays = Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(0), Gen.Int[0, 5], Gen.Int[0, 150], Gen.Const(100_000)).Array[900];

    private static readonly Gen<(Run[] Runs, int[] Delays)> Stories = Gen.Select(AnyRun.Array[1, 15], Delays);

    [Fact]
    public void Nothing_is_claimed_as_covered_that_was_not_asked_for() => Stories.Sample(
        story =>
        {
            var asked = new PairSet();
            Play(story.Runs, story.Delays, read =>
            {
                asked.Add(PairSet.Of(read.Slice));
                Assert.Empty(PairSet.Of(read.After).Without(asked));
            });
        },
        iter: 2_000);

    [Fact]
    public void Only_days_up_to_the_newest_one_delivered_are_claimed() => Stories.Sample(
        story => Play(story.Runs, story.Delays, read =>
        {
            var allowed = PairSet.Of(read.Before);
            if (read.NewestSoFar is { } newest)
            {
                allowed.Add(PairSet.Of(read.Slice.Metrics, 0, newest));
            }

            Assert.Empty(PairSet.Of(read.After).Without(allowed));
        }),
        iter: 2_000);

    [Fact]
    public void What_is_covered_stays_covered() => Stories.Sample(
        story => Play(story.Runs, story.Delays, read => Assert.Empty(PairSet.Of(read.Before).Without(PairSet.Of(read.After)))),
        iter: 2_000);

    [Fact]
    public void No_day_outside_the_lookback_is_asked_for_again_once_it_is_covered() => Stories.Sample(
        story => Play(story.Runs, story.Delays, read =>
        {
            foreach (var metric in read.Slice.Metrics.Where(metric => read.AtStartOfRun.LatestOf(metric.Name) is not null))
            {
                var lookbackBegins = Day.NumberOf(read.AtStartOfRun.LatestOf(metric.Name)!.Value.Last) + 1 - read.Run.Lookback;
                var before = Day.Numbers(read.Slice.Window).Where(day => day < lookbackBegins).ToList();
                if (before.Count > 0)
                {
                    Assert.Empty(PairSet.Of([metric], before[0], before[^1]).Common(PairSet.Of(read.AtStartOfRun)));
                }
            }
        }),
        iter: 2_000);

    [Fact]
    public void No_day_is_asked_for_twice_in_one_run() => Stories.Sample(
        story =>
        {
            var asked = new Dictionary<int, PairSet>();
            Play(story.Runs, story.Delays, read =>
            {
                var ofRun = asked.TryGetValue(read.Number, out var earlier) ? earlier : asked[read.Number] = new PairSet();
                Assert.Empty(PairSet.Of(read.Slice).Common(ofRun));
                ofRun.Add(PairSet.Of(read.Slice));
            });
        },
        iter: 2_000);

    [Fact]
    public void After_a_whole_run_everything_wanted_is_covered_up_to_the_newest_day() => Stories.Sample(
        story => Play(story.Runs, story.Delays, whenDone: done =>
        {
            var last = Math.Min(done.End, done.NewestSoFar ?? -1);
            Assert.Empty(PairSet.Of(done.Metrics, done.Start, last).Without(PairSet.Of(done.After)));
        }),
        iter: 2_000);

    [Fact]
    public void Days_that_come_late_but_in_order_are_all_read_whatever_else_happens() => Gen.Select(AnyRun.Array[1, 15], Gen.Int[0, 60].Array[900]).Sample(
        (runs, delays) =>
        {
            // In order: no day comes before an earlier one. Silence of more than ninety days would be believed; sixty is the longest here.
            var available = delays.Select((delay, day) => day + delay).ToArray();
            for (var day = 1; day < available.Length; day++)
            {
                available[day] = Math.Max(available[day], available[day - 1]);
            }

            var received = new PairSet();
            Play(
                runs,
                [.. available.Select((arrival, day) => arrival - day)],
                read =>
                {
                    var delivered = Day.Numbers(read.Slice.Window).Where(day => available[day] <= read.LastComplete).ToList();
                    if (delivered.Count > 0)
                    {
                        received.Add(PairSet.Of(read.Slice.Metrics, delivered[0], delivered[^1]));
                    }
                },
                done =>
                {
                    var last = Numbers(done.Start, done.End).LastOrDefault(day => available[day] <= done.LastComplete, -1);
                    Assert.Empty(PairSet.Of(done.Metrics, done.Start, last).Without(received));
                });
        },
        iter: 2_000);

    [Theory]
    [InlineData(90, 0)]
    [InlineData(90, 7)]
    [InlineData(90, 90)]
    [InlineData(30, 7)]
    [InlineData(1, 7)]
    public void A_Page_that_is_silent_for_ever_costs_the_same_few_calls_each_day(int window, int lookback)
    {
        // The youngest silence, the day that was added since, and the lookback before them.
        var bound = (int)Math.Ceiling((InsightsProgress.SilenceDays + 1 + lookback) / (double)window);
        PageProgress? progress = null;
        for (var lastComplete = 730; lastComplete < 1130; lastComplete++)
        {
            var range = new ReadRange(Day.No(lastComplete - 729), Day.No(lastComplete), Day.No(lastComplete));
            var reading = new InsightsReading(progress, Metric.Many(3), range, lookback, window);
            var plan = reading.Plan();
            foreach (var slice in plan)
            {
                progress = reading.Take(slice, _ => null, _ => false);
            }

            if (lastComplete == 730)
            {
                Assert.Equal((int)Math.Ceiling(730 / (double)window), plan.Count);
            }
            else
            {
                Assert.InRange(plan.Count, 1, bound);
            }
        }
    }

    [Theory]
    [InlineData(190)]
    [InlineData(600)]
    public void A_Page_that_speaks_again_has_lost_nothing_however_long_it_was_silent(int silentUntil)
    {
        var progress = new PageProgress(Covered.Days(0, 99, "m00"), default);
        foreach (var lastComplete in Numbers(100, silentUntil - 1))
        {
            progress = RunOnce(progress, lastComplete, delivers: false, out _);
        }

        var spoken = RunOnce(progress, silentUntil, delivers: true, out var asked);

        Assert.Equal(Numbers(93, silentUntil), asked.Order());
        Assert.Equal([$"0-{silentUntil} m00"], spoken.Coverage.Ranges.Select(range => $"{Day.NumberOf(range.Window.First)}-{Day.NumberOf(range.Window.Last)} {string.Join(',', range.Metrics)}"));
        Assert.True(spoken.Silence.IsEmpty);
    }

    [Fact]
    public void Silence_that_a_clock_far_ahead_has_met_means_nothing_once_the_clock_is_right()
    {
        var right = RunOnce(new PageProgress(Covered.Days(0, 99, "m00"), default), 100, delivers: true, out _);
        var ahead = RunOnce(right, 500, delivers: false, out _);

        RunOnce(ahead, 250, delivers: false, out var asked);

        Assert.Equal([100], ahead.Coverage.Ranges.Select(range => Day.NumberOf(range.Window.Last)));
        Assert.Equal(Numbers(94, 250), asked);
    }

    [Fact]
    public void A_metric_that_lacks_a_day_is_asked_for_it_again_within_the_lookback()
    {
        // The other metrics delivered day 100, so that it counts for all.
        var coverage = RunOnce(new PageProgress(Covered.Days(0, 99, "m00", "m01"), default), 100, delivers: true, out _).Coverage;

        var plan = ReadPlan.For(coverage, Metric.Many(2), new ReadRange(Day.No(0), Day.No(101), Day.No(101)), 7, 90);

        var slice = Assert.Single(plan);
        Assert.Contains(100, Day.Numbers(slice.Window));
        Assert.Equal(2, slice.Metrics.Count);
    }

    private static PageProgress RunOnce(PageProgress progress, int lastComplete, bool delivers, out List<int> asked)
    {
        var range = new ReadRange(Day.No(0), Day.No(lastComplete), Day.No(lastComplete));
        var reading = new InsightsReading(progress, [.. Metric.Many(2).Where(metric => progress.Coverage.LatestOf(metric.Name) is not null)], range, 7, 90);
        asked = [];
        foreach (var slice in InOrder(reading))
        {
            asked.AddRange(Day.Numbers(slice.Window));
            progress = reading.Take(slice, _ => delivers ? slice.Window.Last : null, _ => false);
        }

        return progress;
    }

    private static IEnumerable<int> Numbers(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));

    private static void Play(Run[] runs, int[] delays, Action<Read>? whenRead = null, Action<Done>? whenDone = null)
    {
        var progress = new PageProgress(Coverage.None, default);
        var lastComplete = 120;
        int? newestEver = null;
        foreach (var (number, run) in runs.Index())
        {
            lastComplete = Math.Min(lastComplete + run.Wait, delays.Length - 1);
            var range = new ReadRange(Day.No(Math.Max(0, lastComplete - 100 - run.Start)), Day.No(lastComplete - run.EndBefore), Day.No(lastComplete));
            var metrics = Metric.Many(MostMetrics).Where((_, index) => (run.Metrics & (1 << index)) != 0).ToList();
            var atStart = progress.Coverage;
            int? newest = null;
            var reading = new InsightsReading(progress, metrics, range, run.Lookback, run.Window);
            var left = run.Slices;
            foreach (var slice in InOrder(reading).TakeWhile(_ => left-- > 0))
            {
                var before = progress.Coverage;
                var delivered = Day.Numbers(slice.Window).Where(day => day + delays[day] <= lastComplete).ToList();
                newest = Larger(newest, delivered.Count == 0 ? null : delivered.Max());
                newestEver = Larger(newestEver, newest);
                progress = reading.Take(slice, _ => newest is { } last ? Day.No(last) : null, _ => false);
                whenRead?.Invoke(new Read(number, run, slice, atStart, before, progress.Coverage, newestEver, lastComplete));
            }

            if (left >= 0)
            {
                // What the state still knows of deliveries is the newest day that is covered.
                var known = Larger(newest, atStart.NewestDay is { } day ? Day.NumberOf(day) : null);
                whenDone?.Invoke(new Done(metrics, Day.NumberOf(range.Start), Day.NumberOf(range.End), lastComplete, known, progress.Coverage));
            }
        }
    }

    private static IEnumerable<Slice> InOrder(InsightsReading reading)
    {
        foreach (var slice in reading.Plan())
        {
            yield return slice;
        }

        foreach (var slice in reading.PlanBrokenSilence())
        {
            yield return slice;
        }
    }

    private static int? Larger(int? a, int? b) => a is null || b > a ? b : a;

    private sealed record Run(int Wait, int Slices, int Metrics, int Start, int EndBefore, int Lookback, int Window);

    private sealed record Read(int Number, Run Run, Slice Slice, Coverage AtStartOfRun, Coverage Before, Coverage After, int? NewestSoFar, int LastComplete);

    private sealed record Done(IReadOnlyList<SelectedMetric> Metrics, int Start, int End, int LastComplete, int? NewestSoFar, Coverage After);
}
