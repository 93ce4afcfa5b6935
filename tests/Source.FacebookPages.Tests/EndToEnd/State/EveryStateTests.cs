using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class EveryStateTests
{
    private static readonly string[] Pages = [Page1, Page2, Page3];
    private static readonly string[] Metrics = ["page_media_view", "page_follows"];

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task Going_on_from_every_single_state_of_two_years_of_three_Pages_gives_the_full_truth(string layout)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        Reads.Only(scenario, Metrics);
        scenario.Config.With("stream_layout", layout).With("window_days", 40).With("concurrency", 3);
        var catalog = layout == "combined" ? CatalogBuilder.Incremental("page_insights") : CatalogBuilder.Incremental([.. Pages.Select(page => $"page_insights_{page}")]);
        var truth = ExpectedInsights.Of(Pages, "day", new DateOnly(2024, 11, 22), scenario.Yesterday, Metrics);
        var whole = await scenario.ReadAsync(catalog);
        var lines = whole.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string? state = null;
        var states = 0;
        for (var line = 0; line < lines.Length; line++)
        {
            if (!lines[line].StartsWith("{\"type\":\"STATE\"", StringComparison.Ordinal))
            {
                continue;
            }

            // The read was cut off behind this line.
            var seen = new ConnectorOutput(0, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines[..(line + 1)]) + "\n"), "");
            state = seen.StateFile(state);
            states++;
            var union = new Union();
            union.Add(seen);
            union.Add(await scenario.ReadAsync(catalog, state));
            Assert.Empty(union.DifferencesFrom(truth));
        }

        // A window each; but a combined state is not repeated when no record came since, as where the Pages end their windows at the same time.
        Assert.InRange(states, (layout == "combined" ? 1 : 3) * 17, 3 * 20);
        Assert.Equal(JsonNode.Parse(whole.StateFile())!.ToJsonString(), JsonNode.Parse(state!)!.ToJsonString());
    }
}
