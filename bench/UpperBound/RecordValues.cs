using System.Text.Json;

namespace UpperBound;

/// <summary>What is to be written for one record: values in memory, as a program has them that was given them by somebody else.</summary>
internal sealed record RecordValues(
    string Stream,
    string PageId,
    string Metric,
    string MetricGroup,
    string Period,
    string EndTime,
    string Date,
    long? Value,
    KeyValuePair<string, long>[]? Breakdown)
{
    /// <summary>Takes the values out of lines that the connector has written.</summary>
    public static RecordValues[] Load(string path) => [.. File.ReadLines(path).Select(Of)];

    private static RecordValues Of(string line)
    {
        using var document = JsonDocument.Parse(line);
        var record = document.RootElement.GetProperty("record");
        var data = record.GetProperty("data");
        var value = data.GetProperty("value");
        var breakdown = data.GetProperty("breakdown");
        return new RecordValues(
            Text(record, "stream"),
            Text(data, "page_id"),
            Text(data, "metric"),
            Text(data, "metric_group"),
            Text(data, "period"),
            Text(data, "end_time"),
            Text(data, "date"),
            value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null,
            breakdown.ValueKind == JsonValueKind.Object
                ? [.. breakdown.EnumerateObject().Select(part => KeyValuePair.Create(part.Name, part.Value.GetInt64()))]
                : null);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
