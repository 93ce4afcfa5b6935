using System.Text.Json;

namespace Facebook.Graph;

/// <summary>Reads names and texts of an answer. JSON can spell half a surrogate pair, which is no text.</summary>
internal static class JsonText
{
    /// <summary>Whether the property name read last is this one; a name that is no valid Unicode is none of those that are looked for.</summary>
    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The string read last.</summary>
    /// <exception cref="JsonException">It is no valid Unicode.</exception>
    internal static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("The answer has a text that is not valid Unicode.", exception);
        }
    }
}
