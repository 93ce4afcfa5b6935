using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Faults;
using Source.FacebookPages.Tests.EndToEnd;
using Source.FacebookPages.Tests.EndToEnd.State;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.State;

/// <summary>Reads that end with the states that are frozen as golden files; all on 2026-11-22.</summary>
internal static class GoldenRecipes
{
    private const string Stream = $"page_insights_{Page1}";

    /// <summary>Makes the state of a golden file anew.</summary>
    public static Task<string> MakeAsync(string name) => name switch
    {
        "page" => PageAsync(),
        "several-ranges" => SeveralRangesAsync(),
        "silent" => SilentAsync(),
        "nothing-read" => NothingReadAsync(),
        "combined" => CombinedAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such recipe."),
    };

    // Two metrics, read to the end.
    private static async Task<string> PageAsync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, "page_media_view", "page_follows");
        scenario.Config.With("start_date", "2026-11-01");
        return await LastAsync(scenario, Stream);
    }

    // One metric from November on; then a second one was added and the start moved back, and the backfill of the first one failed.
    private static async Task<string> SeveralRangesAsync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, "page_media_view");
        scenario.Config.With("start_date", "2026-11-01");
        var first = await scenario.ReadAsync(CatalogBuilder.Incremental(Stream));
        Reads.Only(scenario, "page_media_view", "page_follows");
        scenario.Config.With("start_date", "2026-10-01").With("window_days", 14).With("max_attempts", 1);
        scenario.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with { Edge = "insights", AtMatch = 7 });
        return await LastAsync(scenario, Stream, first.StateFile(), exitCode: 1);
    }

    // The Page fell silent in May.
    private static async Task<string> SilentAsync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Pages[Page1].DataReadyThrough = new DateOnly(2026, 5, 9);
        Reads.Only(scenario, "page_media_view", "page_follows");
        scenario.Config.With("start_date", "2026-04-01");
        return await LastAsync(scenario, Stream);
    }

    // Facebook has refused the only metric.
    private static async Task<string> NothingReadAsync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Metrics.Refuse("page_media_view");
        Reads.Only(scenario, "page_media_view");
        scenario.Config.With("start_date", "2026-11-01");
        return await LastAsync(scenario, Stream);
    }

    // The second Page is three days behind and refuses a metric; the third is lost.
    private static async Task<string> CombinedAsync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.World.Pages[Page2].DataReadyThrough = new DateOnly(2026, 11, 18);
        scenario.World.Metrics.Refuse("page_follows", Page2);
        scenario.World.Pages[Page3].Loss = GraphSimulator.Pages.PageLoss.RoleLost;
        Reads.Only(scenario, "page_media_view", "page_follows");
        scenario.Config.With("stream_layout", "combined").With("start_date", "2026-11-01").With("concurrency", 1);
        return await LastAsync(scenario, "page_insights");
    }

    private static async Task<string> LastAsync(Scenario scenario, string stream, string? state = null, int exitCode = 0)
    {
        var output = await scenario.ReadAsync(CatalogBuilder.Incremental(stream), state);
        Assert.Equal(exitCode, output.ExitCode);
        return new JsonArray(new JsonObject { ["type"] = "STREAM", ["stream"] = output.States[^1].Message["stream"]!.DeepClone() }).ToJsonString();
    }
}
