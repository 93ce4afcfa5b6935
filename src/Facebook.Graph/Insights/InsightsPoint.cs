using System.Text;
using System.Text.Json;

namespace Facebook.Graph;

/// <summary>One element of <c>values</c>, seen in place; valid only during the call it is handed to.</summary>
public readonly ref struct InsightsPoint
{
    internal InsightsPoint(ReadOnlySpan<byte> endTime, JsonTokenType kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> whole)
    {
        EndTime = endTime;
        Kind = kind;
        Value = value;
        Whole = whole;
    }

    /// <summary><c>end_time</c> as sent, without escapes, for example <c>2026-03-02T08:00:00+0000</c>; empty for a lifetime value, which has none.</summary>
    public ReadOnlySpan<byte> EndTime { get; }

    /// <summary>The kind of <c>value</c>; <see cref="JsonTokenType.None"/> when the point has none.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The JSON text of <c>value</c>; empty when the point has none.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The JSON text of the whole point, for keys that stand beside the value (a breakdown).</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>The text of a string member beside the value, such as <c>is_from_ads</c>; null when absent.</summary>
    /// <exception cref="JsonException">The text is no valid Unicode.</exception>
    public string? Member(string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        var reader = new Utf8JsonReader(Whole);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = JsonText.Is(ref reader, wanted);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
            }

            reader.Skip();
        }

        return null;
    }
}
