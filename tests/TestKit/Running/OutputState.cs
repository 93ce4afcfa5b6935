using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>A STATE message.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Blob">Its state.</param>
/// <param name="RecordCount">How many records it says that it covers since the last one.</param>
/// <param name="Message">The whole of it.</param>
public sealed record OutputState(string Stream, JsonObject Blob, double RecordCount, JsonObject Message)
{
    /// <summary>The cursor.</summary>
    public string? EndTime => Blob["end_time"]?.GetValue<string>();

    internal static OutputState From(JsonObject state) => new(
        state["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>(),
        state["stream"]!["stream_state"]!.AsObject(),
        state["sourceStats"]!["recordCount"]!.GetValue<double>(),
        state);
}
