using System.Globalization;
using System.Text.Json;

namespace Facebook.Graph;

/// <summary>Reads members of an answer whose kind the documentation does not promise: ids come as text or number, numbers as number or text.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The member, or null when it is absent, null, or <paramref name="element"/> is not an object.</summary>
    internal static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>The member's elements; none when it is absent or no array.</summary>
    internal static IEnumerable<JsonElement> Elements(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The member as text: of a text or a number; null otherwise, and for text that is no valid Unicode.</summary>
    internal static string? Text(this JsonElement element, string name) => element.Member(name)?.AsText();

    /// <summary>The value as text: of a text or a number; null otherwise, and for text that is no valid Unicode.</summary>
    internal static string? AsText(this JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: names that were cut in the middle of an emoji.
            return null;
        }
    }

    /// <summary>The member as a whole number, given as number or text; null otherwise.</summary>
    internal static long? Integer(this JsonElement element, string name) =>
        element.Number(name) is { } number && double.IsInteger(number) && Math.Abs(number) < 9e15 ? (long)number : null;

    /// <summary>The member as a finite number, given as number or text; null otherwise.</summary>
    internal static double? Number(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The member as yes or no, given as boolean, text or number; null otherwise.</summary>
    internal static bool? Flag(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => other.AsText() switch { "true" or "1" => true, "false" or "0" => false, _ => null },
        null => null,
    };
}
