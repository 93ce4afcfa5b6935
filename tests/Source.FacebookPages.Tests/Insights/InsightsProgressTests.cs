using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Days;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class InsightsProgressTests
{
    private const int LastComplete = 500;
    private const int Believed = LastComplete - InsightsProgress.SilenceDays;

    [Fact]
    public void A_slice_that_delivered_its_last_day_is_covered_whole() =>
        Assert.Equal(["450-500 a,b"], After(Coverage.None, Slice(450, 500), newest: 500));

    [Fact]
    public void Days_after_the_last_one_delivered_are_not_covered() =>
        Assert.Equal(["450-497 a,b"], After(Coverage.None, Slice(450, 500), newest: 497));

    [Fact]
    public void A_slice_that_lies_wholly_after_the_last_day_delivered_covers_nothing() =>
        Assert.Equal(["400-449 a,b"], After(Covered.Days(400, 449, "a", "b"), Slice(450, 500), newest: 449));

    [Fact]
    public void Days_before_the_newest_one_are_covered_even_if_they_brought_nothing() =>
        Assert.Equal(["450-480 a,b"], After(Coverage.None, Slice(450, 480), newest: 499));

    [Fact]
    public void Silence_is_never_covered_however_old_it_is() =>
        Assert.Empty(After(Coverage.None, Slice(Believed - 20, LastComplete), newest: null));

    [Fact]
    public void Silence_is_not_believed_while_it_is_young() =>
        Assert.Empty(Silent(Coverage.None, Slice(Believed + 1, LastComplete), newest: null));

    [Fact]
    public void Silence_is_believed_once_it_is_older_than_its_limit() =>
        Assert.Equal([$"{Believed - 20}-{Believed} a,b"], Silent(Coverage.None, Slice(Believed - 20, LastComplete), newest: null));

    [Fact]
    public void The_youngest_day_of_believed_silence_is_ninety_days_before_the_last_complete_one()
    {
        Assert.Equal(90, InsightsProgress.SilenceDays);
        Assert.Equal(["410-410 a,b"], Silent(Coverage.None, Slice(410, 410), newest: null));
        Assert.Empty(Silent(Coverage.None, Slice(411, 411), newest: null));
    }

    [Fact]
    public void A_Page_that_delivered_long_ago_is_believed_to_be_silent_since_then() =>
        Assert.Equal([$"351-{Believed} a,b"], Silent(Coverage.None, Slice(345, 440), newest: 350));

    [Fact]
    public void Silence_ends_with_the_first_newer_day() =>
        Assert.Empty(Silent(Covered.Days(300, Believed, "a", "b", "not configured"), Slice(LastComplete - 5, LastComplete), newest: LastComplete - 5));

    [Fact]
    public void A_silent_slice_is_covered_by_the_next_one_that_delivers()
    {
        var afterSilence = InsightsProgress.Covered(Coverage.None, Slice(Believed + 1, Believed + 40), ["a"], null);
        var next = new Slice(Day.Window(Believed + 41, LastComplete), [Metric.Live("a")], Day.No(Believed + 1));

        Assert.Empty(afterSilence.Ranges);
        Assert.Equal([$"{Believed + 1}-{LastComplete - 2} a"], Texts(InsightsProgress.Covered(afterSilence, next, ["a"], Day.No(LastComplete - 2))));
    }

    [Fact]
    public void Only_accepted_metrics_are_covered() =>
        Assert.Equal(["450-500 b"], Texts(InsightsProgress.Covered(Coverage.None, Slice(450, 500), ["b"], Day.No(500))));

    [Fact]
    public void When_all_metrics_are_refused_nothing_is_covered() =>
        Assert.Empty(Texts(InsightsProgress.Covered(Coverage.None, Slice(100, 120), [], Day.No(500))));

    [Fact]
    public void What_was_covered_before_stays_covered() =>
        Assert.Equal(
            ["493-500 a,b", "0-10 c", "5-9 a"],
            After(Covered.Days(0, 10, "c").And(5, 9, "a"), Slice(493, 500), newest: 500));

    [Fact]
    public void The_cursor_is_the_end_of_the_last_day_that_all_accepted_metrics_have() =>
        Assert.Equal(
            UsRule.EndOf(Day.No(90)),
            Cursor(Covered.Days(0, 99, "a").And(0, 90, "b").And(0, 50, "refused"), "ab", start: 0));

    [Fact]
    public void A_metric_without_any_day_holds_the_cursor_at_the_beginning() =>
        Assert.Equal(UsRule.EndOf(Day.No(9)), Cursor(Covered.Days(10, 99, "a"), "ab", start: 10));

    [Fact]
    public void When_nothing_is_covered_the_cursor_is_the_beginning_of_the_first_wanted_day() =>
        Assert.Equal(UsRule.EndOf(Day.No(9)), Cursor(Coverage.None, "ab", start: 10));

    [Fact]
    public void When_all_metrics_are_refused_the_cursor_is_what_was_covered_before() =>
        Assert.Equal(UsRule.EndOf(Day.No(99)), Cursor(Covered.Days(0, 99, "a"), "", start: 10));

    [Fact]
    public void When_all_metrics_are_refused_and_nothing_was_covered_the_cursor_is_the_beginning() =>
        Assert.Equal(UsRule.EndOf(Day.No(9)), Cursor(Coverage.None, "", start: 10));

    [Fact]
    public void The_cursor_is_at_the_hour_of_the_season()
    {
        Assert.Equal(8, Cursor(Covered.Days(0, Day.NumberOf(Day.On("2026-11-01")), "a"), "a", 0).Hour);
        Assert.Equal(7, Cursor(Covered.Days(0, Day.NumberOf(Day.On("2026-10-31")), "a"), "a", 0).Hour);
    }

    private static Slice Slice(int first, int last) => new(Day.Window(first, last), [Metric.Live("a"), Metric.Live("b")], Day.No(first));

    private static IEnumerable<string> After(Coverage before, Slice slice, int? newest) =>
        Texts(InsightsProgress.Covered(before, slice, slice.Metrics.Select(metric => metric.Name), newest is { } day ? Day.No(day) : null));

    private static IEnumerable<string> Silent(Coverage before, Slice slice, int? newest) =>
        Texts(InsightsProgress.Silent(before, slice, slice.Metrics.Select(metric => metric.Name), newest is { } day ? Day.No(day) : null, Day.No(LastComplete)));

    private static IEnumerable<string> Texts(Coverage coverage) =>
        coverage.Ranges.Select(range => $"{Day.NumberOf(range.Window.First)}-{Day.NumberOf(range.Window.Last)} {string.Join(',', range.Metrics)}");

    private static DateTimeOffset Cursor(Coverage coverage, string accepted, int start) =>
        InsightsProgress.Cursor(coverage, accepted.Select((char name) => (SelectedMetric)Metric.Live($"{name}")), Day.No(start));
}
