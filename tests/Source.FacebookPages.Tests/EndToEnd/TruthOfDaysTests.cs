using GraphSimulator;
using GraphSimulator.Insights;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

public sealed class TruthOfDaysTests
{
    [Theory]
    [InlineData("2026-03-06", "2026-03-07T08:00:00Z 2026-03-08T08:00:00Z 2026-03-09T07:00:00Z 2026-03-10T07:00:00Z")]
    [InlineData("2025-10-31", "2025-11-01T07:00:00Z 2025-11-02T07:00:00Z 2025-11-03T08:00:00Z 2025-11-04T08:00:00Z")]
    public async Task Days_of_23_and_25_hours_have_their_end_and_date_whatever_the_window(string first, string ends)
    {
        var start = DateOnly.ParseExact(first, "yyyy-MM-dd", null);
        foreach (var days in new[] { 1, 2, 3, 90 })
        {
            await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
            scenario.Config.WithList("metric_groups", "media_view").With("start_date", first).With("end_date", start.AddDays(3).ToString("O", null)).With("window_days", days);

            var output = await scenario.ReadAsync();

            Assert.Equal(ends.Split(' '), output.Records.Where(record => record.Key.Metric == "page_media_view").Select(record => record.Key.EndTime));
            Assert.Equal(
                Enumerable.Range(0, 4).Select(day => start.AddDays(day).ToString("O", null)),
                output.Records.Where(record => record.Key.Metric == "page_media_view").Select(record => record.Data["date"]!.GetValue<string>()));
            var union = new Union();
            Assert.Equal(0, union.Add(output));
            Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", start, start.AddDays(3), ["page_media_view", "page_total_media_view_unique"])));
        }
    }

    [Theory]
    [InlineData(UntilRule.Recorded, 0)]
    [InlineData(UntilRule.EndTimeUpToUntil, 0)]
    [InlineData(UntilRule.UntilsDayIncluded, 0)]
    [InlineData(UntilRule.UtcDates, 0)]
    // Under this rule the point of the newest day lies beyond any bound that may be asked for: it comes a day late.
    [InlineData(UntilRule.EndTimeBeforeUntil, 1)]
    public async Task Whatever_until_means_every_day_is_read_once_and_right(UntilRule rule, int late)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UntilRule = rule;
        var first = new DateOnly(2026, 2, 20);
        scenario.Config.WithList("periods", "day", "week").WithList("metric_groups", "media_view", "reactions").With("start_date", "2026-02-20").With("window_days", 30);
        string[] metrics = [.. ExpectedInsights.DefaultMetrics.Where(metric => metric.Contains("media_view", StringComparison.Ordinal) || metric.Contains("reactions", StringComparison.Ordinal))];
        var catalog = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_week");

        var output = await scenario.ReadAsync(catalog);

        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(Truth(scenario.Yesterday.AddDays(-late))));

        scenario.World.Now = scenario.World.Now.AddDays(1);
        union.Add(await scenario.ReadAsync(catalog, output.StateFile()));
        Assert.Empty(union.DifferencesFrom(Truth(scenario.Yesterday.AddDays(-late))));

        Dictionary<(string Page, string Metric, string Period, string EndTime), string> Truth(DateOnly last) =>
            new[] { "day", "week" }.SelectMany(period => ExpectedInsights.Of([Page1], period, first, last, metrics)).ToDictionary();
    }

    [Theory]
    [InlineData("2026-11-22T07:59:59Z", "2026-11-20")]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-21")]
    [InlineData("2026-11-22T23:30:00Z", "2026-11-21")]
    [InlineData("2026-11-23T07:59:59Z", "2026-11-21")]
    [InlineData("2026-07-01T06:59:59Z", "2026-06-29")]
    [InlineData("2026-07-01T07:00:00Z", "2026-06-30")]
    [InlineData("2026-11-02T07:59:59Z", "2026-10-31")]
    [InlineData("2026-11-02T08:00:00Z", "2026-11-01")]
    public async Task The_unfinished_day_is_never_emitted(string now, string newest)
    {
        foreach (var rule in Enum.GetValues<UntilRule>().Where(rule => rule != UntilRule.EndTimeBeforeUntil))
        {
            await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1, now: DateTimeOffset.Parse(now, null)));
            scenario.World.UntilRule = rule;
            scenario.Config.WithList("metric_groups", "media_view").With("start_date", scenario.World.Today.AddDays(-5).ToString("O", null));

            var output = await scenario.ReadAsync();

            Assert.Equal(newest, output.Records.Max(record => record.Data["date"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task An_end_date_is_the_last_day_read_and_the_bounds_of_the_range_are_whole()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("metric_groups", "media_view").With("start_date", "2026-06-01").With("end_date", "2026-06-30").With("window_days", 7);

        var union = await scenario.ReadAllAsync();

        Assert.Empty(union.DifferencesFrom(
            ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30), ["page_media_view", "page_total_media_view_unique"])));
    }

    [Fact]
    public async Task A_start_before_what_Facebook_keeps_is_moved_up_and_said()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_follows").With("start_date", "2020-01-01");

        var output = await scenario.ReadAsync();

        Assert.Equal("2024-11-22", output.Records.Min(record => record.Data["date"]!.GetValue<string>()));
        Assert.Contains("start_date 2020-01-01 lies before what Facebook keeps; reading starts with 2024-11-22", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_in_the_future_reads_nothing_and_says_so()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2027-01-01");

        var output = await scenario.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Records);
        Assert.Single(output.States);
        Assert.Equal("COMPLETE", output.FinalStatus($"page_insights_{Page1}"));
        Assert.Contains("There is no complete day from start_date 2027-01-01", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Empty(scenario.InsightsCalls);
    }

    [Fact]
    public async Task A_leap_day_is_a_day()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1, now: new DateTimeOffset(2024, 3, 5, 20, 0, 0, TimeSpan.Zero)));
        scenario.World.Metrics.Allow("page_media_view");
        scenario.Config.WithList("metric_groups", "media_view").With("start_date", "2024-02-27");

        var union = await scenario.ReadAllAsync();

        Assert.Empty(union.DifferencesFrom(
            ExpectedInsights.Of([Page1], "day", new DateOnly(2024, 2, 27), new DateOnly(2024, 3, 4), ["page_media_view", "page_total_media_view_unique"])));
    }
}
