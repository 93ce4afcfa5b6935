using CsCheck;
using Source.FacebookPages.Insights;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>The plan against a model that knows nothing of windows: sets of (metric, day).</summary>
public sealed class ReadPlanProperties
{
    private const int Iterations = 2_500;

    private static readonly Gen<(int First, int Last)> Window = Gen.Select(Gen.Int[0, 300], Gen.Int[0, 120], (first, more) => (first, first + more));

    private static readonly Gen<Case> Cases = Gen.Select(
        Window.Array[0, 3].Array[1, 5],
        Gen.Int[0, 2].Array[1, 5],
        Gen.Select(Gen.Int[0, 350], Gen.Int[-5, 300], Gen.Int[0, 40]),
        Gen.Int[0, 90],
        Gen.Int[1, 90],
        (pasts, likeOther, days, lookback, window) => new Case(
            // Some metrics share the past of another, as they do in life.
            [.. pasts.Select((past, index) => likeOther[index % likeOther.Length] == 0 ? pasts[0] : past)],
            days.Item1,
            days.Item1 + days.Item2,
            days.Item1 + days.Item2 + days.Item3,
            lookback,
            window));

    [Fact]
    public void Every_wanted_pair_that_is_missing_is_asked_for_exactly_once_and_covered_ones_in_the_lookback_only() => Check(story =>
    {
        var asked = new PairSet();
        foreach (var slice in story.Plan)
        {
            Assert.Empty(PairSet.Of(slice).Common(asked));
            asked.Add(PairSet.Of(slice));
        }

        Assert.Empty(asked.Without(story.Expected));
        Assert.Empty(story.Expected.Without(asked));
    });

    [Fact]
    public void No_slice_is_longer_than_allowed_or_reaches_beyond_what_is_wanted() => Check(story => Assert.All(story.Plan, slice =>
    {
        Assert.InRange(slice.Window.Days, 1, story.Case.Longest);
        Assert.True(slice.Window.First >= Day.No(story.Case.Start));
        Assert.True(slice.Window.Last <= Day.No(story.Case.End));
        Assert.True(slice.Window.Last <= Day.No(story.Case.LastComplete));
        Assert.NotEmpty(slice.Metrics);
        Assert.Distinct(slice.Metrics.Select(metric => metric.Name));
    }));

    [Fact]
    public void What_is_new_comes_before_what_is_to_be_made_up_for() => Check(story =>
    {
        var isBackfill = story.Plan.Select(slice => slice.Metrics.All(metric => story.LatestOf(metric.Name) is { } latest && Day.NumberOf(slice.Window.Last) <= latest - story.Case.Lookback)).ToList();

        Assert.Equal(isBackfill.Order(), isBackfill);
    });

    [Fact]
    public void The_days_of_a_series_ascend_without_gap_and_every_slice_but_the_last_is_full() => Check(story =>
    {
        foreach (var series in story.Plan.GroupBy(slice => (slice.CoversFrom, Metrics: string.Join(',', slice.Metrics.Select(metric => metric.Name)))))
        {
            Assert.Equal(series.Key.CoversFrom, series.First().Window.First);
            Assert.All(series.Zip(series.Skip(1)), pair => Assert.Equal(pair.First.Window.Last.AddDays(1), pair.Second.Window.First));
            Assert.All(series.SkipLast(1), slice => Assert.Equal(story.Case.Longest, slice.Window.Days));
        }
    });

    [Fact]
    public void What_a_slice_covers_was_asked_for_by_it_and_the_slices_before_it() => Check(story =>
    {
        var asked = new PairSet();
        foreach (var slice in story.Plan)
        {
            asked.Add(PairSet.Of(slice));
            Assert.Empty(PairSet.Of(slice.Metrics, Day.NumberOf(slice.CoversFrom), Day.NumberOf(slice.Window.Last)).Without(asked));
        }
    });

    [Fact]
    public void Metrics_with_the_same_past_are_never_asked_for_apart() => Check(story =>
    {
        foreach (var alike in story.Metrics.GroupBy(metric => string.Join(',', story.DaysOf(metric.Name).Order())))
        {
            var slices = story.Plan.Where(slice => slice.Metrics.Any(alike.Contains));
            Assert.All(slices, slice => Assert.Equal(alike, slice.Metrics));
        }
    });

    [Fact]
    public void The_same_question_gets_the_same_plan() => Check(story =>
        Assert.Equal(
            story.Plan.Select(slice => (slice.Window, slice.CoversFrom, string.Join(',', slice.Metrics.Select(metric => metric.Name)))),
            new Planned(story.Case).Plan.Select(slice => (slice.Window, slice.CoversFrom, string.Join(',', slice.Metrics.Select(metric => metric.Name))))));

    [Fact]
    public void After_a_plan_was_read_to_the_end_only_the_lookback_is_left_to_read() => Check(story =>
    {
        var coverage = story.Plan.Aggregate(
            story.Coverage,
            (before, slice) => InsightsProgress.Covered(before, slice, slice.Metrics.Select(metric => metric.Name), Day.No(story.Case.LastComplete)));

        var again = ReadPlan.For(coverage, story.Metrics, story.Range, 0, story.Case.Longest);

        Assert.Empty(again);
    });

    private static void Check(Action<Planned> assert) => Cases.Sample(theCase => assert(new Planned(theCase)), iter: Iterations);

    private sealed record Case((int First, int Last)[][] Pasts, int Start, int End, int LastComplete, int Lookback, int Longest)
    {
        public override string ToString() =>
            $"pasts [{string.Join(" | ", Pasts.Select(past => string.Join(' ', past)))}], wanted {Start} to {End}, complete to {LastComplete}, lookback {Lookback}, window {Longest}";
    }

    private sealed class Planned
    {
        private readonly Dictionary<string, HashSet<int>> _days;

        public Planned(Case theCase)
        {
            Case = theCase;
            Metrics = Metric.Many(theCase.Pasts.Length);
            Coverage = Coverage.None;
            _days = [];
            for (var index = 0; index < theCase.Pasts.Length; index++)
            {
                Coverage = Covered.Of(Metric.Name(index), theCase.Pasts[index], Coverage);
                _days[Metric.Name(index)] = [.. theCase.Pasts[index].SelectMany(window => Enumerable.Range(window.First, window.Last - window.First + 1))];
            }

            Range = new ReadRange(Day.No(theCase.Start), Day.No(theCase.End), Day.No(theCase.LastComplete));
            Plan = ReadPlan.For(Coverage, Metrics, Range, theCase.Lookback, theCase.Longest);
        }

        public Case Case { get; }

        public IReadOnlyList<FacebookPages.Metrics.SelectedMetric> Metrics { get; }

        public Coverage Coverage { get; }

        public ReadRange Range { get; }

        public IReadOnlyList<Slice> Plan { get; }

        public PairSet Expected => field ??= WhatIsToBeAsked();

        public HashSet<int> DaysOf(string metric) => _days[metric];

        public int? LatestOf(string metric) => _days[metric].Count == 0 ? null : _days[metric].Max();

        private PairSet WhatIsToBeAsked()
        {
            var expected = new PairSet();
            foreach (var metric in Metrics)
            {
                var latest = LatestOf(metric.Name);
                for (var day = Case.Start; day <= Case.End && !(latest > Case.LastComplete); day++)
                {
                    var isLookback = day <= latest && day > latest - Case.Lookback;
                    if (isLookback || !_days[metric.Name].Contains(day))
                    {
                        expected.Add(metric, day);
                    }
                }
            }

            return expected;
        }
    }
}
