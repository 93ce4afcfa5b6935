using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Insights;
using GraphSimulator.Pages;
using Source.FacebookPages.Tests.EndToEnd;
using TestKit;

namespace Source.FacebookPages.Tests.Availability;

/// <summary>The stream <c>metric_availability</c>, end to end.</summary>
public sealed class AvailabilityTests
{
    private const string Stream = "metric_availability";

    [Fact]
    public async Task Every_status_is_told_with_its_reason_and_costs_no_call_of_its_own()
    {
        await using var scenario = await StartAsync(pages: 1, "page_post_engagements", "page_total_actions", "page_views_total", "page_impressions", "content_monetization_earnings");
        scenario.World.Data.Hide(new HiddenDays(scenario.Yesterday.AddDays(-100), scenario.Yesterday) { Metric = "page_total_actions" });
        scenario.World.Metrics.Refuse("page_views_total");
        var insights = await scenario.ReadAsync(CatalogBuilder.Incremental($"page_insights_{Scenario.Page1}"));
        var calls = scenario.InsightsCalls.Count;

        var output = await scenario.ReadAsync(CatalogBuilder.Of(($"page_insights_{Scenario.Page1}", "incremental"), (Stream, "full_refresh")));

        Assert.Equal((0, 0), (insights.ExitCode, output.ExitCode));
        Assert.Equal(calls, scenario.InsightsCalls.Count - calls);
        Assert.Equal(
            [
                "content_monetization_earnings needs_right - 200 -",
                "page_impressions dead 2025-11-15 100 page_media_view",
                "page_post_engagements delivered - - -",
                "page_total_actions empty - - -",
                "page_views_total refused - 100 -",
            ],
            Rows(output).Select(Short).Order(StringComparer.Ordinal));
        Assert.All(Rows(output), row => Assert.Equal("2026-11-22T18:00:00Z", row["checked_at"]!.GetValue<string>()));
        Assert.Contains("valid insights metric", Rows(output).Single(row => row["status"]!.GetValue<string>() == "refused")["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alone_it_asks_for_the_last_seven_days_of_every_Page_and_period_and_gives_no_insights()
    {
        await using var scenario = await StartAsync(pages: 2, "page_post_engagements", "page_total_actions");
        scenario.Config.WithList("periods", "day", "week");

        var output = await scenario.ReadAsync(CatalogBuilder.FullRefresh(Stream));

        Assert.Equal(4, scenario.InsightsCalls.Count);
        Assert.All(scenario.InsightsCalls, call => Assert.Equal(("2026-11-15", "2026-11-22"), (call["since"], call["until"])));
        Assert.Equal(2 * 2 * 2, Rows(output).Count);
        Assert.All(output.Records, record => Assert.Equal(Stream, record.Stream));
        Assert.Equal("COMPLETE", output.FinalStatus(Stream));
    }

    [Fact]
    public async Task What_the_streams_did_not_ask_for_is_asked_for()
    {
        await using var scenario = await StartAsync(pages: 1, "page_post_engagements");
        scenario.Config.With("end_date", "2026-11-02").With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync(CatalogBuilder.Of(($"page_insights_{Scenario.Page1}", "incremental"), (Stream, "full_refresh")));

        Assert.Equal(["2026-11-01", "2026-11-15"], scenario.InsightsCalls.Select(call => call["since"]));
        Assert.Equal(2, output.Records.Count(record => record.IsInsights));
        Assert.Equal("delivered", Assert.Single(Rows(output))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_lost_Page_has_rows_that_say_why_and_the_stream_is_complete()
    {
        await using var scenario = await StartAsync(pages: 2, "page_post_engagements");
        scenario.World.Pages[Scenario.Page2].Loss = PageLoss.RoleLost;

        var output = await scenario.ReadAsync(CatalogBuilder.Of(($"page_insights_{Scenario.Page1}", "incremental"), ($"page_insights_{Scenario.Page2}", "incremental"), (Stream, "full_refresh")));

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("COMPLETE", output.FinalStatus(Stream));
        var lost = Assert.Single(Rows(output), row => row["page_id"]!.GetValue<string>() == Scenario.Page2);
        Assert.Equal("refused", lost["status"]!.GetValue<string>());
        Assert.NotNull(lost["code"]);
        Assert.False(string.IsNullOrEmpty(lost["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_Page_that_is_silent_as_a_whole_has_empty_metrics_and_is_not_asked_again()
    {
        await using var scenario = await StartAsync(pages: 1, "page_post_engagements", "page_total_actions");
        scenario.World.Pages[Scenario.Page1].Likes = 60;

        var output = await scenario.ReadAsync(CatalogBuilder.Of(($"page_insights_{Scenario.Page1}", "incremental"), (Stream, "full_refresh")));

        Assert.Single(scenario.InsightsCalls, call => call["since"] == "2026-10-23");
        Assert.All(Rows(output), row => Assert.Equal("empty", row["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_Page_that_fails_is_not_asked_again_and_told_once()
    {
        await using var scenario = await StartAsync(pages: 1, "page_post_engagements");
        scenario.Config.With("max_attempts", 1);
        scenario.World.Faults.Add(GraphSimulator.Faults.Fault.Answer(GraphSimulator.Faults.GraphErrors.Unexpected) with { Edge = "insights" });

        var output = await scenario.ReadAsync(CatalogBuilder.Of(($"page_insights_{Scenario.Page1}", "incremental"), (Stream, "full_refresh")));

        Assert.Equal(1, output.ExitCode);
        Assert.Single(output.Errors);
        Assert.Single(scenario.InsightsCalls);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Stream));
    }

    [Fact]
    public async Task With_a_registry_the_day_of_the_first_sight_is_known()
    {
        await using var story = await EndToEnd.Drift.DriftStory.StartAsync(EndToEnd.Drift.DriftStory.File);
        await story.RunAsync();
        story.World.Metrics.Refuse("page_total_actions", Scenario.Page2);
        await story.RunAsync();

        var rows = Rows(await story.RunAsync());

        Assert.Equal("2026-11-24", rows.Single(row => row["status"]!.GetValue<string>() == "refused")["since"]!.GetValue<string>());
        Assert.All(rows.Where(row => row["status"]!.GetValue<string>() == "delivered"), row => Assert.Equal("2026-11-23", row["since"]!.GetValue<string>()));
    }

    private static async Task<Scenario> StartAsync(int pages, params string[] metrics)
    {
        var scenario = await Scenario.StartAsync(SimulatedWorld.Create(pages, days: 30));
        scenario.Config.WithList("metric_groups").WithList("metrics", metrics).With("start_date", "2026-10-23");
        return scenario;
    }

    private static IReadOnlyList<JsonObject> Rows(ConnectorOutput output) => [.. output.Records.Where(record => record.Stream == Stream).Select(record => record.Data)];

    private static string Short(JsonObject row) =>
        $"{row["metric"]} {row["status"]} {row["since"]?.GetValue<string>() ?? "-"} {row["code"]?.ToString() ?? "-"} {row["successor"]?.GetValue<string>() ?? "-"}";
}
