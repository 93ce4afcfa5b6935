using System.Text.Json;

namespace Demo;

/// <summary>A record of an insights stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="PageId">The Page.</param>
/// <param name="Metric">The metric.</param>
/// <param name="EndTime">When the day ends; with the two above the primary key.</param>
/// <param name="Date">The Pacific day.</param>
/// <param name="Value">The number as JSON, or nothing.</param>
/// <param name="Breakdown">The map as JSON, or nothing.</param>
internal sealed record Insight(string Stream, string PageId, string Metric, string EndTime, string Date, string Value, string Breakdown)
{
    /// <summary>The primary key.</summary>
    public (string PageId, string Metric, string EndTime) Key => (PageId, Metric, EndTime);

    /// <summary>The number or the map.</summary>
    public string Content => Value + Breakdown;

    /// <summary>Reads the data of a RECORD.</summary>
    public static Insight From(string stream, JsonElement data)
    {
        return new Insight(stream, Text("page_id"), Text("metric"), Text("end_time"), Text("date"), Json("value"), Json("breakdown"));

        string Text(string field) => data.GetProperty(field).GetString()!;

        string Json(string field) => data.GetProperty(field) is { ValueKind: not JsonValueKind.Null } value ? value.GetRawText() : "";
    }
}
