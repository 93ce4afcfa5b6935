using System.Text.Json;

namespace Facebook.Graph;

/// <summary>Reads an <c>error</c> member; what is unknown in it is left alone (<c>error_data</c> for one is now an object, now a text).</summary>
internal static class GraphErrorReader
{
    private const int LongestText = 2000;

    /// <summary>Reads the member; <paramref name="error"/> is the object, or a bare text as OAuth servers send it.</summary>
    internal static GraphError Read(JsonElement error, int httpStatus)
    {
        var message = error.ValueKind == JsonValueKind.String ? error.AsText() : error.Text("message");
        return new GraphError
        {
            HttpStatus = httpStatus,
            Code = ToInt(error.Integer("code")) ?? 0,
            // debug_token spells it without the prefix.
            Subcode = ToInt(error.Integer("error_subcode") ?? error.Integer("subcode")),
            Message = Shorten(message) ?? "(Facebook gave no message)",
            Type = error.Text("type"),
            IsTransient = error.Flag("is_transient") ?? false,
            UserTitle = Shorten(error.Text("error_user_title")),
            UserMessage = Shorten(error.Text("error_user_msg")),
            TraceId = error.Text("fbtrace_id"),
        };
    }

    private static int? ToInt(long? number) => number is >= int.MinValue and <= int.MaxValue ? (int)number.Value : null;

    private static string? Shorten(string? text) => text is { Length: > LongestText } ? string.Concat(text.AsSpan(0, LongestText), "…") : text;
}
