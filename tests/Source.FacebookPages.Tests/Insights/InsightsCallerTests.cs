using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class InsightsCallerTests
{
    private static readonly IReadOnlyList<SelectedMetric> Metrics = Metric.Many(3);

    /// <summary>Whatever may be about the other periods.</summary>
    public static TheoryData<string> Refusals => ["InvalidMetric", "InvalidPeriod", "RightMissing", "TooMuchData", "RangeTooLong", "RangeTooOld", "Fault", "Unknown", "BadRequest"];

    [Fact]
    public async Task Where_all_periods_are_read_over_few_days_one_call_without_a_period_serves_all_of_them()
    {
        using var story = new FetcherStory();
        var page = FetcherStory.PageOfAllPeriods();

        var read = await ReadAsync(story, page, 600, 607);

        Assert.Equal(["m00,m01,m02 -"], Asked(story));
        Assert.Equal(Truth(600, 607), read);
        Assert.Equal(1, story.Graph.Client.Statistics.Requests);
        Assert.Equal(0, page.Answers.Bytes);
    }

    [Theory]
    [InlineData(35, 1)]
    [InlineData(36, 3)]
    public async Task Over_many_days_every_call_is_for_its_period(int days, int calls)
    {
        using var story = new FetcherStory();

        var read = await ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 599 + days);

        Assert.Equal(calls, story.Calls.Count);
        Assert.Equal(Truth(600, 599 + days), read);
    }

    [Fact]
    public async Task A_period_that_wants_other_days_or_metrics_is_asked_for_by_itself()
    {
        using var story = new FetcherStory();
        var page = FetcherStory.PageOfAllPeriods();

        await ReadAsync(story, page, InsightsPeriod.Day, Metrics, 600, 607);
        var week = await ReadAsync(story, page, InsightsPeriod.Week, Metrics, 599, 607);
        var days28 = await ReadAsync(story, page, InsightsPeriod.Days28, [.. Metrics, Metric.Live("more")], 600, 607);

        Assert.Equal(["m00,m01,m02 -", "m00,m01,m02 week", "m00,m01,m02,more days_28"], Asked(story));
        Assert.Equal((27, 32), (week.Count, days28.Count));
    }

    [Fact]
    public async Task A_period_that_wants_less_takes_what_it_wants()
    {
        using var story = new FetcherStory();
        var page = FetcherStory.PageOfAllPeriods();

        await ReadAsync(story, page, InsightsPeriod.Day, Metrics, 600, 607);
        var week = await ReadAsync(story, page, InsightsPeriod.Week, [Metrics[1]], 603, 604);

        Assert.Single(story.Calls);
        Assert.Equal(Truth([Metrics[1]], 603, 604, "7"), week);
    }

    [Fact]
    public async Task A_breakdown_and_a_metric_that_may_be_refused_are_asked_for_with_their_period()
    {
        using var story = new FetcherStory();
        var page = FetcherStory.PageOfAllPeriods();

        await ReadAsync(story, page, InsightsPeriod.Day, [Metric.Live("a"), Metric.BrokenDown("a", "b"), Metric.Dead("old", "2020-01")], 600, 607);

        Assert.Equal(["a -", "a day", "old day"], Asked(story).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Where_a_call_for_all_periods_is_refused_only_the_calls_for_one_count_from_then_on(string refusal)
    {
        using var story = new FetcherStory();
        story.World.Interrupts = call => call.Parameters.ContainsKey("period") ? null : Named(refusal);
        var page = FetcherStory.PageOfAllPeriods();

        var read = await ReadAsync(story, page, 600, 607);
        page.Answers.Expect(InsightsPeriod.Day);
        page.Answers.Expect(InsightsPeriod.Week);
        page.Answers.Expect(InsightsPeriod.Days28);
        await ReadAsync(story, page, 600, 607);

        string[] ofEach = ["m00,m01,m02 day", "m00,m01,m02 week", "m00,m01,m02 days_28"];
        Assert.Equal("m00,m01,m02 -", Asked(story)[0]);
        Assert.Equal([.. ofEach, .. ofEach], Asked(story).SkipWhile(call => call == "m00,m01,m02 -"));
        Assert.Equal(Truth(600, 607), read);
        Assert.Equal((50, 90), (page.Limit.Metrics, page.Limit.Days));
        Assert.Empty(story.Report.Refused);
    }

    [Fact]
    public async Task A_metric_that_is_refused_is_found_by_calls_with_the_period()
    {
        using var story = new FetcherStory();
        story.World.Refuses = InsightsWorld.Refusing("m01");

        var read = await ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607);

        Assert.Equal(["m00,m01,m02 -", "m00,m01,m02 day"], Asked(story).Take(2));
        Assert.Single(Asked(story), call => call.EndsWith('-'));
        Assert.Equal("m01", Assert.Single(story.Report.Refused).Metric.Name);
        Assert.Equal(Truth(Metrics.Where(metric => metric.Name != "m01"), 600, 607, "", "7", "28"), read);
    }

    [Fact]
    public async Task A_lost_Page_is_lost_by_a_call_for_all_periods_as_well()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.RoleLost;

        await Assert.ThrowsAsync<PageLostException>(() => ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607));

        Assert.Single(story.Calls);
    }

    [Fact]
    public async Task What_fails_for_good_fails_as_the_call_for_the_period_and_names_it()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.Fault;

        var exception = await Assert.ThrowsAsync<GraphException>(() => ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607));

        Assert.Equal(3, exception.Attempts);
        Assert.Equal("m00,m01,m02 day", Asked(story)[^1]);
        Assert.Equal(6, story.Calls.Count);
    }

    [Theory]
    [InlineData("m01")]
    [InlineData("m01 day")]
    public async Task A_metric_that_an_answer_for_all_periods_leaves_out_is_asked_for_with_the_period(string left)
    {
        using var story = new FetcherStory();
        story.World.Silent.Add(left);
        var page = FetcherStory.PageOfAllPeriods();
        var fetcher = story.Sharing(page, InsightsPeriod.Day);

        await FetcherStory.FetchAsync(fetcher, FetcherStory.Slice(Metrics, 600, 607));

        Assert.Equal(["m00,m01,m02 -", "m00,m01,m02 day"], Asked(story));
        Assert.Equal(["m01"], fetcher.Silent.Select(metric => metric.Name));
        Assert.Equal(0, page.Answers.Bytes);
    }

    [Fact]
    public async Task A_metric_that_the_answer_leaves_out_for_a_later_period_is_asked_for_with_that_one()
    {
        using var story = new FetcherStory();
        story.World.Silent.Add("m01 week");

        await ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607);

        Assert.Equal(["m00,m01,m02 -", "m00,m01,m02 week"], Asked(story));
    }

    [Fact]
    public async Task An_empty_answer_for_all_periods_is_one_for_each()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = _ => GraphAnswer.Ok("""{"data":[]}""");

        var read = await ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607);

        Assert.Empty(read);
        Assert.Single(story.Calls);
    }

    [Fact]
    public async Task What_is_broken_in_the_entries_of_a_later_period_is_asked_for_with_that_one()
    {
        using var story = new FetcherStory();
        story.World.Interrupts = call => call.Parameters.ContainsKey("period") ? null : GraphAnswer.Ok("""
            {"data":[{"name":"m00","period":"day","values":[]},{"name":"m00","period":"week","values":[7]},{"name":"m00","period":"days_28","values":[]}]}
            """);
        var page = FetcherStory.PageOfAllPeriods();

        await ReadAsync(story, page, InsightsPeriod.Day, [Metrics[0]], 688, 689);
        var week = await ReadAsync(story, page, InsightsPeriod.Week, [Metrics[0]], 688, 689);
        await ReadAsync(story, page, InsightsPeriod.Days28, [Metrics[0]], 688, 689);

        Assert.Equal(["m00 -", "m00 week"], Asked(story));
        Assert.Equal(Truth([Metrics[0]], 688, 689, "7"), week);
    }

    [Fact]
    public async Task A_last_day_that_is_missing_is_asked_for_again_for_all_periods()
    {
        using var story = new FetcherStory();
        story.World.EndsADayShort = true;

        var read = await ReadAsync(story, FetcherStory.PageOfAllPeriods(), 600, 607);

        Assert.Equal(2, story.Calls.Count);
        Assert.Equal(Truth(600, 607), read);
    }

    private static GraphAnswer Named(string name) => name switch
    {
        "Unknown" => GraphAnswer.Error(987654, "Nobody has seen this."),
        "BadRequest" => GraphAnswer.Error(100, "(#100) The parameter period is required"),
        _ => (GraphAnswer)typeof(GraphAnswer).GetProperty(name)!.GetValue(null)!,
    };

    private static List<string> Asked(FetcherStory story) =>
        [.. story.Calls.Select(call => $"{call.Parameters["metric"]} {call.Parameters.GetValueOrDefault("period") ?? "-"}")];

    private static IReadOnlyList<string> Truth(int first, int last) => Truth(Metrics, first, last, "", "7", "28");

    private static IReadOnlyList<string> Truth(IEnumerable<SelectedMetric> metrics, int first, int last, params string[] ends) =>
        [.. ends.SelectMany(end => FetcherStory.Truth(metrics, first, last).Select(record => record + end).Order(StringComparer.Ordinal))];

    // As the partitions of a Page do it.
    private static async Task<IReadOnlyList<string>> ReadAsync(FetcherStory story, Page page, int first, int last)
    {
        List<string> all = [];
        foreach (var period in InsightsPeriods.All)
        {
            all.AddRange(await ReadAsync(story, page, period, Metrics, first, last));
        }

        return all;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(FetcherStory story, Page page, InsightsPeriod period, IReadOnlyList<SelectedMetric> metrics, int first, int last)
    {
        try
        {
            return await FetcherStory.FetchAsync(story.Sharing(page, period), FetcherStory.Slice(metrics, first, last));
        }
        finally
        {
            page.Answers.Ended(period);
        }
    }
}
