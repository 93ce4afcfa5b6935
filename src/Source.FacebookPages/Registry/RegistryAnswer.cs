using System.Text.Json;

namespace Source.FacebookPages.Registry;

/// <summary>What a schema registry answered (https://docs.confluent.io/platform/current/schema-registry/develop/api.html).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The registry's own <c>error_code</c>; the status where it gave none.</param>
/// <param name="Message">The registry's message, or null.</param>
/// <param name="Body">The JSON of the answer; undefined when it is none.</param>
internal sealed record RegistryAnswer(int Status, int Code, string? Message, JsonElement Body)
{
    /// <summary>Whether the call succeeded.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>Whether the same call may succeed a little later.</summary>
    public bool IsPassing => Status is 408 or 429 or >= 500;

    /// <summary>Reads an answer; a body that is no JSON is no error by itself.</summary>
    public static RegistryAnswer Of(int status, byte[] body)
    {
        JsonElement json = default;
        try
        {
            using var document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A web page of something between, or nothing.
        }

        var isObject = json.ValueKind == JsonValueKind.Object;
        return new RegistryAnswer(
            status,
            isObject && json.TryGetProperty("error_code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : status,
            isObject && json.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null,
            json);
    }

    /// <summary>For messages: status, code and message.</summary>
    public override string ToString() => $"HTTP {Status}{(Code == Status ? "" : $", error code {Code}")}{(Message is null ? "" : $": {Message}")}";
}
