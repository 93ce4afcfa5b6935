using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

public sealed class CombinedLayoutTests
{
    private static readonly string[] Pages = [Page1, Page2, Page3];

    [Fact]
    public async Task Every_state_has_a_part_for_each_Page_and_a_cursor_that_no_Page_is_behind()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.With("stream_layout", "combined").With("concurrency", 1).With("window_days", 10).With("start_date", "2026-10-01");

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental("page_insights"));

        Assert.InRange(output.States.Count, 3, int.MaxValue);
        // The end of the day before the first one wanted: nothing was emitted yet.
        var emitted = Pages.ToDictionary(page => page, _ => "2026-10-01T07:00:00Z");
        foreach (var message in output.Messages)
        {
            if (message["record"]?["data"] is { } record && string.CompareOrdinal(Text(record["end_time"]), emitted[Text(record["page_id"])]) > 0)
            {
                emitted[Text(record["page_id"])] = Text(record["end_time"]);
            }
            else if (message["state"]?["stream"]?["stream_state"] is { } state)
            {
                var parts = state["pages"]!.AsObject();
                Assert.Equal(Pages, parts.Select(part => part.Key));
                Assert.All(parts, part => Assert.True(string.CompareOrdinal(Text(part.Value!["end_time"]), emitted[part.Key]) <= 0));
                Assert.Equal(parts.Min(part => Text(part.Value!["end_time"])), Text(state["end_time"]));
            }
        }

        Assert.Equal("2026-11-22T08:00:00Z", output.States[^1].EndTime);

        static string Text(JsonNode? node) => node!.GetValue<string>();
    }

    [Fact]
    public async Task A_Page_that_is_new_to_the_stream_is_read_from_the_start_and_the_others_are_not()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("stream_layout", "combined").With("start_date", "2026-08-01");
        var catalog = CatalogBuilder.Incremental("page_insights");
        var first = await scenario.ReadAsync(catalog);
        scenario.World.AddPages(1);

        var second = await scenario.ReadAsync(catalog, first.StateFile());

        Assert.Equal(113 * ExpectedInsights.DefaultMetrics.Count, second.Records.Count(record => record.Key.Page == Page3));
        Assert.Equal(7 * ExpectedInsights.DefaultMetrics.Count, second.Records.Count(record => record.Key.Page == Page1));
    }
}
