using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Insights;
using GraphSimulator.World;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>The three periods of a Page in one call: when that is done, and that nobody can tell from what is read.</summary>
public sealed class PeriodSharingTests
{
    private static readonly string[] Periods = ["day", "week", "days_28"];

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task A_daily_run_of_all_periods_takes_one_insights_call_a_Page_and_brings_the_truth_of_each(string layout)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("stream_layout", layout).WithList("periods", Periods).With("start_date", "2026-08-01");
        var catalog = await scenario.CatalogAsync();
        var first = await scenario.ReadAsync(catalog);
        scenario.World.Now = scenario.World.Now.AddDays(1);
        scenario.Journal.Clear();

        var second = await scenario.ReadAsync(catalog, first.StateFile());

        Assert.Equal([Page1, Page2], scenario.InsightsCalls.Select(call => call.PageId).Order(StringComparer.Ordinal));
        Assert.All(scenario.InsightsCalls, call => Assert.Null(call["period"]));
        var union = new Union();
        Assert.Equal(0, union.Add(second));
        Assert.Empty(union.DifferencesFrom(Truth([Page1, Page2], scenario.Yesterday.AddDays(-7), scenario.Yesterday)));
    }

    [Fact]
    public async Task A_first_read_of_two_years_shares_the_short_window_at_its_end_alone()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("periods", Periods);

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_week", $"page_insights_{Page1}_days_28"));

        // 730 days are eight windows of 90 days for each period, and one of ten for all of them.
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(8 * 3, scenario.InsightsCalls.Count(call => call["period"] is not null));
        Assert.Equal("2026-11-12", Assert.Single(scenario.InsightsCalls, call => call["period"] is null)["since"]);
    }

    [Theory]
    [InlineData("day")]
    [InlineData("day", "days_28")]
    public async Task With_fewer_periods_each_call_has_its_period(params string[] periods)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.WithList("periods", periods).With("start_date", "2026-11-15");

        await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal(
            periods.Concat(periods).Order(StringComparer.Ordinal),
            scenario.InsightsCalls.Select(call => call["period"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("per_page", 1)]
    [InlineData("combined", 1)]
    [InlineData("per_page", 2)]
    public async Task Records_states_and_statuses_are_those_of_a_world_that_refuses_calls_without_a_period(string layout, int story)
    {
        var shared = await RunAsync(refuses: false);
        var alone = await RunAsync(refuses: true);

        Assert.Equal(alone.Records, shared.Records);
        Assert.Equal(alone.States, shared.States);
        Assert.Equal(alone.Statuses, shared.Statuses);
        Assert.Equal(alone.Said, shared.Said);
        Assert.True(shared.Calls < alone.Calls);

        async Task<(IReadOnlyList<string> Records, string States, IReadOnlyList<string> Statuses, IReadOnlyList<string> Said, int Calls)> RunAsync(bool refuses)
        {
            await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
            scenario.Config.With("stream_layout", layout).WithList("periods", Periods).With("start_date", "2026-08-01").With("concurrency", 1);
            if (refuses)
            {
                scenario.World.Faults.Add(RefusesCallsWithoutAPeriod());
            }

            if (story == 2)
            {
                // A Page that answers nothing, one that refuses a metric and leaves out another, and one whose weeks come late and with some 28 days that do not come at all.
                scenario.World.Pages[Page1].Likes = 99;
                scenario.World.Metrics.Refuse("page_views_total", Page2);
                scenario.World.Metrics.LeaveOut("page_total_actions", Page2);
                scenario.World.Data.Hide(new(scenario.Yesterday.AddDays(-1), scenario.Yesterday.AddDays(10)) { PageId = Page3, Period = Period.Week });
                scenario.World.Data.Hide(new(scenario.Yesterday.AddDays(-10), scenario.Yesterday.AddDays(10)) { PageId = Page3, Period = Period.Days28, Metric = "page_follows" });
            }

            var catalog = await scenario.CatalogAsync();
            var first = await scenario.ReadAsync(catalog);
            scenario.World.Now = scenario.World.Now.AddDays(2);
            scenario.Journal.Clear();
            var second = await scenario.ReadAsync(catalog, first.StateFile());
            return (
                [.. second.Records.Select(record => $"{record.Stream} {record.Data.ToJsonString()}").Order(StringComparer.Ordinal)],
                second.StateFile(),
                [.. second.Statuses.Where(status => status.Status is "COMPLETE" or "INCOMPLETE").Select(status => $"{status.Stream} {status.Status}").Order(StringComparer.Ordinal)],
                [.. second.Logs.Where(log => log.Level is "WARN" or "ERROR").Select(log => $"{log.Level} {WithoutTrace(log.Message)}").Order(StringComparer.Ordinal)],
                scenario.InsightsCalls.Count);
        }
    }

    [Fact]
    public async Task A_period_that_lags_makes_calls_of_its_own_and_shares_again_once_it_has_caught_up()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("periods", Periods).With("start_date", "2026-10-20");
        var all = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_week", $"page_insights_{Page1}_days_28");
        var state = (await scenario.ReadAsync(all)).StateFile();
        scenario.World.Now = scenario.World.Now.AddDays(5);
        state = (await scenario.ReadAsync(CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_days_28"), state)).StateFile(state);
        scenario.World.Now = scenario.World.Now.AddDays(1);
        scenario.Journal.Clear();

        var lagging = await scenario.ReadAsync(all, state);

        Assert.Equal([null, "week"], scenario.InsightsCalls.Select(call => call["period"]));
        Assert.Equal(13 * ExpectedInsights.DefaultMetricsOf("week").Count(), lagging.Records.Count(record => record.Key.Period == "week"));
        scenario.World.Now = scenario.World.Now.AddDays(1);
        scenario.Journal.Clear();
        await scenario.ReadAsync(all, lagging.StateFile(state));
        Assert.Null(Assert.Single(scenario.InsightsCalls)["period"]);
    }

    [Fact]
    public async Task After_a_run_that_was_stopped_behind_the_first_period_the_others_are_read_from_where_they_were()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("periods", Periods).With("start_date", "2026-11-01");
        var all = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_week", $"page_insights_{Page1}_days_28");
        var stopped = await scenario.ReadAsync(all);
        // What a platform keeps of a run that broke off between the periods.
        var kept = new JsonArray([.. JsonNode.Parse(stopped.StateFile())!.AsArray()
            .Where(state => state!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>() == $"page_insights_{Page1}")
            .Select(state => state!.DeepClone())]).ToJsonString();
        scenario.Journal.Clear();

        var next = await scenario.ReadAsync(all, kept);

        Assert.Equal([null, "week", "days_28"], scenario.InsightsCalls.Select(call => call["period"]));
        Assert.Equal(["2026-11-15", "2026-11-01", "2026-11-01"], scenario.InsightsCalls.Select(call => call["since"]));
        Assert.Equal(21 * ExpectedInsights.DefaultMetricsOf("week").Count(), next.Records.Count(record => record.Key.Period == "week"));
    }

    private static Fault RefusesCallsWithoutAPeriod() => Fault.Answer(GraphErrors.BadPeriod) with
    {
        When = call => call.AsksInsights && string.IsNullOrEmpty(call.Parameters["period"]),
    };

    // Facebook's id of an answer differs from call to call.
    private static string WithoutTrace(string message) =>
        message.Split("fbtrace_id ") is [var head, .. var rest] ? head + string.Concat(rest.Select(part => part[part.IndexOf(')', StringComparison.Ordinal)..])) : message;

    private static Dictionary<(string Page, string Metric, string Period, string EndTime), string> Truth(IEnumerable<string> pages, DateOnly first, DateOnly last) =>
        Periods.SelectMany(period => ExpectedInsights.Of(pages, period, first, last)).ToDictionary();
}
