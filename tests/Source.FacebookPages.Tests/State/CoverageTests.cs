using CsCheck;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.State;

public sealed class CoverageTests
{
    [Fact]
    public void Metrics_with_the_same_window_share_a_range_and_the_latest_comes_first() =>
        Assert.Equal(
            ["10-99 a,b", "50-60 c", "0-5 a,c"],
            Texts(Covered.Days(10, 99, "b", "a").And(0, 5, "c", "a").And(50, 60, "c")));

    [Fact]
    public void Of_ranges_with_the_same_end_the_longer_comes_first() =>
        Assert.Equal(["0-99 b", "50-99 a"], Texts(Covered.Days(50, 99, "a").And(0, 99, "b")));

    [Fact]
    public void A_metric_of_the_past_keeps_its_days() =>
        Assert.Equal(["0-9 gone", "0-7 kept"], Texts(Covered.Days(0, 9, "gone").And(0, 7, "kept")));

    [Fact]
    public void The_newest_day_is_that_of_the_metric_that_came_furthest()
    {
        Assert.Null(Coverage.None.NewestDay);
        Assert.Equal(Day.No(50), Covered.Days(0, 9, "z").And(40, 50, "a").And(0, 45, "b").NewestDay);
    }

    [Fact]
    public void Metrics_that_are_read_together_share_their_days_and_others_keep_their_own()
    {
        var coverage = Covered.Days(0, 9, "a", "b").And(20, 29, "c").And(10, 19, "a", "b", "c", "d");

        Assert.Same(coverage.Of("a"), coverage.Of("b"));
        Assert.Equal(["10-29 c", "0-19 a,b", "10-19 d"], Texts(coverage));
    }

    [Fact]
    public void Adding_leaves_the_coverage_it_was_added_to_as_it_is()
    {
        var before = Covered.Days(0, 9, "a");

        before.And(5, 20, "a", "b");

        Assert.Equal(["0-9 a"], Texts(before));
        Assert.Empty(Coverage.None.Ranges);
    }

    [Fact]
    public void Metric_names_that_differ_in_case_are_different_metrics() =>
        Assert.Equal(["0-9 A", "0-8 a"], Texts(Covered.Days(0, 9, "A").And(0, 8, "a")));

    [Fact]
    public void Made_of_its_own_ranges_it_is_the_same()
    {
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100], Gen.Int[0, 30]).Array[0, 12].Sample(
            additions =>
            {
                var coverage = Coverage.None;
                var model = new PairSet();
                foreach (var (metric, first, more) in additions)
                {
                    coverage = coverage.And(first, first + more, Metric.Name(metric));
                    model.Add(PairSet.Of([Metric.Live(Metric.Name(metric))], first, first + more));
                }

                var again = Coverage.Of(coverage.Ranges);

                Assert.Equal(Texts(coverage), Texts(again));
                Assert.Empty(PairSet.Of(again).Without(model));
                Assert.Empty(model.Without(PairSet.Of(again)));
            },
            iter: 2_000);
    }

    private static IEnumerable<string> Texts(Coverage coverage) =>
        coverage.Ranges.Select(range => $"{Day.NumberOf(range.Window.First)}-{Day.NumberOf(range.Window.Last)} {string.Join(',', range.Metrics)}");
}
