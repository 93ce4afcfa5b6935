using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// What is worth knowing about JSON that came from outside, in terms fit for a message: never a word of the content, which may be
/// secret.
/// </summary>
public static class JsonText
{
    /// <summary>Removes a UTF-8 byte order mark, as editors on Windows leave it.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Where a text stops being JSON, without a word of its content, which may be secret.</summary>
    public static string Position(JsonException exception) =>
        exception is { LineNumber: { } line, BytePositionInLine: { } column } ? $"line {line + 1}, position {column + 1}" : "position unknown";

    /// <summary>The kind of a value in words: "a list", "a number".</summary>
    public static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };

    /// <summary>
    /// Whether every name and text within is valid Unicode. The reader accepts lone surrogates (<c>"\ud800"</c>), but whoever then
    /// looks up a
    /// property or takes the text gets an exception.
    /// </summary>
    public static bool IsValidUnicode(JsonElement element)
    {
        try
        {
            RequireValidUnicode(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A name from outside, short enough for a message.</summary>
    internal static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static void RequireValidUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RequireValidUnicode(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    RequireValidUnicode(property.Value);
                }

                break;
        }
    }
}
