using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Demo;

/// <summary>How JSON is written for a person.</summary>
internal static class Json
{
    /// <summary>Over several lines, with letters of all languages as they are.</summary>
    public static JsonSerializerOptions Pretty { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };
}
