using System.Text.Json;
using System.Text.Json.Nodes;

namespace Demo;

/// <summary>Shows the last state of a stream.</summary>
internal static class StateView
{
    private const int ShownMetrics = 2;

    /// <summary>The state over several lines, with its long lists of metrics shortened.</summary>
    public static IEnumerable<string> Render(Answer answer, string stream)
    {
        var state = JsonObject.Create(Blob(answer.StatesOf(stream)[^1]))!;
        foreach (var set in state["metric_sets"]!.AsArray().Select(set => set!.AsArray()).Where(set => set.Count > ShownMetrics + 1))
        {
            var more = set.Count - ShownMetrics;
            set.RemoveRange(ShownMetrics, more);
            set.Add((JsonNode)$"… and {more} more");
        }

        return state.ToJsonString(Json.Pretty).Split('\n');
    }

    /// <summary>The cursor of the last state of a stream.</summary>
    public static string EndTime(Answer answer, string stream) => Blob(answer.StatesOf(stream)[^1]).GetProperty("end_time").GetString()!;

    /// <summary>The last state of every stream, as a state file.</summary>
    public static string File(Answer answer) => new JsonArray(
    [
        .. answer.Statuses.Keys.Select(stream => (JsonNode?)JsonObject.Create(answer.StatesOf(stream)[^1])),
    ]).ToJsonString();

    private static JsonElement Blob(JsonElement state) => state.GetProperty("stream").GetProperty("stream_state");
}
