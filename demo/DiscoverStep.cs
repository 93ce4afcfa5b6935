using System.Text.Json;
using System.Text.Json.Nodes;

namespace Demo;

/// <summary>Step 3: which streams are there?</summary>
internal static class DiscoverStep
{
    /// <returns>The names of the streams.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Story story)
    {
        var screen = story.Screen;
        screen.Heading("3. discover: which streams are there?");
        var answer = await story.RunAsync("discover", "--config", "config.json");

        var streams = answer.Only("CATALOG").GetProperty("streams").EnumerateArray().ToList();
        var pages = story.World.Pages.All.Count;
        SurpriseException.Unless(
            streams.Count == pages + 2,
            $"There are {streams.Count} streams for {pages} Pages where {pages + 2} were expected.");
        screen.Text("One stream of the Pages themselves, one of insights for each Page, and one that says which metrics have values, and why others have none:");
        screen.Blank();
        var table = new TextTable("stream", "sync modes", "primary key", "cursor");
        foreach (var stream in streams)
        {
            table.Add(
                NameOf(stream),
                List(stream, "supported_sync_modes"),
                Paths(stream, "source_defined_primary_key"),
                List(stream, "default_cursor_field"));
        }

        screen.Table(table);
        screen.Text("catalog.json, which the orchestrator makes from it, configures all of them: incremental where they can be, else "
            + "full_refresh.");
        story.Connector.Write("catalog.json", ConfiguredCatalog(streams));
        return [.. streams.Select(NameOf)];
    }

    private static string NameOf(JsonElement stream) => stream.GetProperty("name").GetString()!;

    private static string List(JsonElement stream, string key) =>
        stream.TryGetProperty(key, out var list) ? string.Join(", ", list.EnumerateArray().Select(item => item.GetString())) : "";

    private static string Paths(JsonElement stream, string key) =>
        string.Join(
            ", ",
            stream.GetProperty(key).EnumerateArray().Select(path => string.Join('.', path.EnumerateArray().Select(part => part.GetString()))));

    private static string ConfiguredCatalog(IEnumerable<JsonElement> streams) => new JsonObject
    {
        ["streams"] = new JsonArray([.. streams.Select(stream =>
        {
            var isIncremental = stream.GetProperty("supported_sync_modes").EnumerateArray().Any(mode => mode.ValueEquals("incremental"));
            return (JsonNode)new JsonObject
            {
                ["stream"] = JsonObject.Create(stream),
                ["sync_mode"] = isIncremental ? "incremental" : "full_refresh",
                ["destination_sync_mode"] = isIncremental ? "append_dedup" : "overwrite",
            };
        })]),
    }.ToJsonString();
}
