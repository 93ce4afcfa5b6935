using System.Text.Json;

namespace Facebook.Graph;

/// <summary>What a body turned out to be.</summary>
internal enum AnswerNature
{
    /// <summary>Not JSON at all: a web page, plain text, nothing.</summary>
    Foreign,

    /// <summary>It begins as JSON and is broken or cut off.</summary>
    Broken,

    /// <summary>Whole JSON without an <c>error</c> member.</summary>
    Data,

    /// <summary>JSON with an <c>error</c> member.</summary>
    Error,
}

/// <summary>A look at a body before anybody reads it: is it whole, and is it an error whatever the HTTP status says.</summary>
internal static class Answer
{
    /// <summary>Walks the whole body once; <paramref name="error"/> is the <c>error</c> member when there is one.</summary>
    internal static AnswerNature Inspect(ReadOnlySpan<byte> body, int httpStatus, out GraphError? error)
    {
        error = null;
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || body[start] is not ((byte)'{' or (byte)'['))
        {
            return AnswerNature.Foreign;
        }

        try
        {
            error = FindError(body, httpStatus);
            return error is null ? AnswerNature.Data : AnswerNature.Error;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return AnswerNature.Broken;
        }
    }

    private static GraphError? FindError(ReadOnlySpan<byte> body, int httpStatus)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read())
        {
            var isError = isObject && reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("error"u8);
            if (isError && reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
            {
                using var member = JsonDocument.ParseValue(ref reader);
                return GraphErrorReader.Read(member.RootElement, httpStatus);
            }
        }

        return null;
    }
}
