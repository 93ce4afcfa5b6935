using System.Buffers;
using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Aws;

/// <summary>Reads what GetSecretValue answers, directly or through the Lambda extension or the agent. No message has any part of a secret.</summary>
internal static class SecretAnswer
{
    private const string GoRequestMark = "RequestID: ";
    private const string GoUnknownError = "api error ";

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of the secret, or of one key of its JSON object.</summary>
    /// <param name="content">The answer's body.</param>
    /// <param name="jsonKey">The key; null for the whole.</param>
    /// <param name="what">What can't be done if there is no such text, for messages.</param>
    /// <exception cref="ConnectorException">There is no such text.</exception>
    public static string ReadText(ReadOnlyMemory<byte> content, string? jsonKey, string what)
    {
        var text = Whole(content, what);
        return jsonKey is null ? text : Part(text, jsonKey, what);
    }

    /// <summary>
    /// The code and the text of an error: JSON with <c>__type</c> (the service, the agent), or the text of AWS's SDK for Go (the extension):
    /// "operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 0c5a…, InvalidRequestException: You can't …", with "api error " before a code that it does not know.
    /// </summary>
    public static (string? Code, string Text) ReadError(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        if (TryParse(content.ToArray()) is { } json)
        {
            using (json)
            {
                var type = TextOf(json.RootElement, "__type") ?? TextOf(json.RootElement, "code");
                return (type?[(type.IndexOf('#', StringComparison.Ordinal) + 1)..], TextOf(json.RootElement, "message") ?? TextOf(json.RootElement, "Message") ?? "");
            }
        }

        return (GoCode(text), text);
    }

    private static string? GoCode(string text)
    {
        var request = text.IndexOf(GoRequestMark, StringComparison.Ordinal);
        var comma = request < 0 ? -1 : text.IndexOf(", ", request, StringComparison.Ordinal);
        if (comma < 0)
        {
            return null;
        }

        var rest = text.AsSpan(comma + 2);
        rest = rest.StartsWith(GoUnknownError, StringComparison.Ordinal) ? rest[GoUnknownError.Length..] : rest;
        var colon = rest.IndexOf(':');
        return colon > 0 && rest[..colon].IndexOfAnyExcept(Letters) < 0 ? rest[..colon].ToString() : null;
    }

    private static string Whole(ReadOnlyMemory<byte> content, string what)
    {
        using var answer = TryParse(content) ?? throw NoSecret(what);
        if (TextOf(answer.RootElement, "SecretString") is { } text)
        {
            return text;
        }

        if (TextOf(answer.RootElement, "SecretBinary") is not { } encoded)
        {
            throw NoSecret(what);
        }

        try
        {
            return StrictText.GetString(Convert.FromBase64String(encoded));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            throw Mistake($"{what}: it is binary and no text in UTF-8. Store it as text.");
        }
    }

    private static string Part(string text, string jsonKey, string what)
    {
        using var json = TryParse(Encoding.UTF8.GetBytes(text))
            ?? throw Mistake($"{what}: its reference asks for the JSON key {jsonKey}, but the secret is no JSON object. Correct the secret, or leave the key out of the reference.");
        if (!json.RootElement.TryGetProperty(jsonKey, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            throw Mistake($"{what}: its JSON object has no key {jsonKey}. Correct the secret or the reference; capitals count.");
        }

        // An object may hold whole credentials.
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> content)
    {
        try
        {
            var json = JsonDocument.Parse(content);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ConnectorException Mistake(string message) => new(FailureType.ConfigError, message);

    private static ConnectorException NoSecret(string what) => new(
        FailureType.TransientError, $"{what}: the answer holds no secret. Check what listens at AWS_ENDPOINT_URL_SECRETS_MANAGER or at PARAMETERS_SECRETS_EXTENSION_HTTP_PORT, or try again later.");
}
