using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>How this project writes and reads the JSON of the protocol.</summary>
internal static class ProtocolJson
{
    /// <summary>
    /// Compact, and relaxed about quotes and letters; still escapes everything at which some reader would split a line
    /// (control characters, U+0085, U+2028, U+2029).
    /// </summary>
    public static JsonWriterOptions Writing { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
#if DEBUG
        SkipValidation = false,
#else
        SkipValidation = true,
#endif
    };

    /// <summary>Deep enough for any schema within a catalog, shallow enough to refuse a nesting attack.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 256 };

    /// <summary>The string, or null when the element is not a string or not valid Unicode (a lone surrogate).</summary>
    public static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A property that is present and not null.</summary>
    public static bool TryGetPresent(this JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
