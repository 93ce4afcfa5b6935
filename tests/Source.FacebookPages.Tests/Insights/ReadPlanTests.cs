using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class ReadPlanTests
{
    [Fact]
    public void A_first_read_goes_from_the_start_to_the_end_in_windows() =>
        Assert.Equal(
            ["0-89 a,b from 0", "90-179 a,b from 0", "180-199 a,b from 0"],
            Plan(Coverage.None, "ab", start: 0, end: 199));

    [Fact]
    public void The_next_read_begins_with_the_lookback() =>
        Assert.Equal(["93-105 a,b from 93"], Plan(Covered.Days(0, 99, "a", "b"), "ab", 0, 105));

    [Fact]
    public void Without_a_lookback_only_new_days_are_read() =>
        Assert.Equal(["100-105 a from 100"], Plan(Covered.Days(0, 99, "a"), "a", 0, 105, lookback: 0));

    [Fact]
    public void Read_up_to_the_end_only_the_lookback_is_left() =>
        Assert.Equal(["93-99 a from 93"], Plan(Covered.Days(0, 99, "a"), "a", 0, 99));

    [Fact]
    public void Read_up_to_the_end_without_a_lookback_nothing_is_left() =>
        Assert.Empty(Plan(Covered.Days(0, 99, "a"), "a", 0, 99, lookback: 0));

    [Fact]
    public void A_newly_configured_metric_is_read_alone_from_the_start() =>
        Assert.Equal(
            ["93-105 a from 93", "0-89 b from 0", "90-105 b from 0"],
            Plan(Covered.Days(0, 99, "a"), "ab", 0, 105));

    [Fact]
    public void An_earlier_start_reads_the_earlier_days_after_the_new_ones() =>
        Assert.Equal(
            ["93-105 a from 93", "0-29 a from 0"],
            Plan(Covered.Days(30, 99, "a"), "a", 0, 105));

    [Fact]
    public void A_hole_is_read_after_the_new_days() =>
        Assert.Equal(
            ["93-105 a from 93", "40-49 a from 40"],
            Plan(Covered.Days(0, 39, "a").And(50, 99, "a"), "a", 0, 105));

    [Fact]
    public void A_metric_that_was_taken_out_and_brought_back_reads_only_what_it_missed() =>
        Assert.Equal(
            ["293-300 a from 293", "93-182 b from 93", "183-272 b from 93", "273-300 b from 93"],
            Plan(Covered.Days(0, 299, "a").And(0, 99, "b"), "ab", 0, 300));

    [Fact]
    public void A_metric_that_is_taken_out_changes_nothing_for_the_others() =>
        Assert.Equal(
            Plan(Covered.Days(0, 99, "a"), "a", 0, 105),
            Plan(Covered.Days(0, 99, "a").And(0, 50, "gone"), "a", 0, 105));

    [Fact]
    public void A_later_start_reads_nothing_that_lies_before_it() =>
        Assert.Equal(["97-105 a from 97"], Plan(Covered.Days(0, 99, "a"), "a", 97, 105));

    [Fact]
    public void A_start_after_everything_that_was_read_begins_there() =>
        Assert.Equal(["200-210 a from 200"], Plan(Covered.Days(0, 99, "a"), "a", 200, 210));

    [Fact]
    public void An_end_inside_what_was_read_leaves_the_part_of_the_lookback_before_it() =>
        Assert.Equal(["93-96 a from 93"], Plan(Covered.Days(0, 99, "a"), "a", 0, 96, lastComplete: 120));

    [Fact]
    public void An_end_before_what_was_read_leaves_only_earlier_days() =>
        Assert.Equal(["0-10 a from 0"], Plan(Covered.Days(50, 99, "a"), "a", 0, 10, lastComplete: 120));

    [Fact]
    public void A_lookback_that_reaches_over_a_hole_reads_all_of_its_days() =>
        Assert.Equal(
            ["10-99 a from 10", "100-105 a from 10"],
            Plan(Covered.Days(0, 69, "a").And(80, 99, "a"), "a", 0, 105, lookback: 90));

    [Fact]
    public void A_lookback_that_ends_in_a_hole_leaves_the_rest_of_the_hole_for_later() =>
        Assert.Equal(
            ["75-105 a from 75", "70-74 a from 70"],
            Plan(Covered.Days(0, 69, "a").And(80, 99, "a"), "a", 0, 105, lookback: 25));

    [Fact]
    public void Days_whose_silence_is_believed_are_not_read() =>
        Assert.Equal(
            ["93-99 a from 93", "301-390 a from 301"],
            ReadPlan.For(Covered.Days(0, 99, "a"), [Metric.Live("a")], Range(0, 390, 390), 7, 90, Covered.Days(100, 300, "a")).Select(Text));

    [Fact]
    public void A_new_metric_of_a_silent_Page_is_read_from_the_start() =>
        Assert.Equal(
            ["301-390 a from 301", "0-89 b from 0", "90-179 b from 0", "180-269 b from 0", "270-359 b from 0", "360-390 b from 0"],
            ReadPlan.For(Coverage.None, [Metric.Live("a"), Metric.Live("b")], Range(0, 390, 390), 7, 90, Covered.Days(0, 300, "a")).Select(Text));

    [Theory]
    [InlineData(1, 13)]
    [InlineData(7, 2)]
    [InlineData(13, 1)]
    [InlineData(90, 1)]
    public void Another_window_size_reads_the_same_days(int window, int slices)
    {
        var plan = ReadPlan.For(Covered.Days(0, 99, "a"), [Metric.Live("a")], Range(0, 105, 105), 7, window);

        Assert.Equal(Enumerable.Range(93, 13), plan.SelectMany(slice => Day.Numbers(slice.Window)));
        Assert.Equal(slices, plan.Count);
    }

    [Fact]
    public void A_state_from_the_future_is_left_alone() =>
        Assert.Empty(Plan(Covered.Days(0, 150, "a"), "a", 0, 105));

    [Fact]
    public void A_state_from_the_future_is_left_alone_even_where_it_has_holes() =>
        Assert.Empty(Plan(Covered.Days(0, 20, "a").And(106, 106, "a"), "a", 0, 105));

    [Fact]
    public void A_metric_whose_state_lies_in_the_future_does_not_keep_the_others_from_being_read() =>
        Assert.Equal(["93-105 b from 93"], Plan(Covered.Days(0, 150, "a").And(0, 99, "b"), "ab", 0, 105));

    [Fact]
    public void Covered_up_to_the_last_complete_day_is_not_the_future() =>
        Assert.Equal(["99-105 a from 99"], Plan(Covered.Days(0, 105, "a"), "a", 0, 105));

    [Fact]
    public void Nothing_is_planned_when_the_end_lies_before_the_start() =>
        Assert.Empty(Plan(Coverage.None, "a", 10, 9));

    [Fact]
    public void Nothing_is_planned_without_metrics() =>
        Assert.Empty(Plan(Covered.Days(0, 5, "a"), "", 0, 105));

    [Fact]
    public void A_single_day_is_a_slice() => Assert.Equal(["5-5 a from 5"], Plan(Coverage.None, "a", 5, 5));

    [Fact]
    public void Metrics_with_the_same_past_are_read_together_in_the_order_of_the_configuration() =>
        Assert.Equal(
            ["93-105 c,a from 93", "83-105 b,d from 83"],
            Plan(Covered.Days(0, 99, "a", "c").And(0, 89, "b", "d"), "cbad", 0, 105));

    private static IEnumerable<string> Plan(Coverage coverage, string metrics, int start, int end, int lookback = 7, int window = 90, int? lastComplete = null) =>
        ReadPlan.For(coverage, [.. metrics.Select(name => Metric.Live($"{name}"))], Range(start, end, lastComplete ?? end), lookback, window).Select(Text);

    private static ReadRange Range(int start, int end, int lastComplete) => new(Day.No(start), Day.No(end), Day.No(lastComplete));

    private static string Text(Slice slice) =>
        $"{Day.NumberOf(slice.Window.First)}-{Day.NumberOf(slice.Window.Last)} {string.Join(',', slice.Metrics.Select((SelectedMetric metric) => metric.Name))} from {Day.NumberOf(slice.CoversFrom)}";
}
