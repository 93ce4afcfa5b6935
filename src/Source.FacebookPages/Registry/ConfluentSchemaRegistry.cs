using System.Buffers;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Registry;

/// <summary>
/// A registry that speaks the API of Confluent's (https://docs.confluent.io/platform/current/schema-registry/develop/api.html), with schemas of the type JSON. The rule of compatibility of a subject is the
/// registry's own matter and never changed from here.
/// </summary>
/// <param name="http">Makes the calls; disposed with this.</param>
/// <param name="address">The service, for messages.</param>
internal sealed class ConfluentSchemaRegistry(RegistryHttp http, string address) : ISchemaRegistry
{
    private const int SubjectNotFound = 40401;
    private const int VersionNotFound = 40402;
    private const int InvalidVersion = 42202;

    /// <inheritdoc/>
    public string AddressOf(string subject) => $"{address}/subjects/{subject}";

    /// <inheritdoc/>
    public async Task<RegisteredSchema?> FindLatestAsync(string subject, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(HttpMethod.Get, $"subjects/{Uri.EscapeDataString(subject)}/versions/latest", null, cancellationToken);
        if (answer.Code is SubjectNotFound or VersionNotFound)
        {
            return null;
        }

        if (!answer.Succeeded)
        {
            throw Failure(answer, $"The schema {subject} could not be read from {address}");
        }

        try
        {
            if (!answer.Body.TryGetProperty("schemaType", out var type) || type.GetString() != "JSON")
            {
                // Where the type is left out, it is Avro.
                throw new FormatException("The subject's schema is not of the type JSON.");
            }

            using var schema = JsonDocument.Parse(answer.Body.GetProperty("schema").GetString()!);
            return new RegisteredSchema(answer.Body.GetProperty("version").GetInt32(), null, schema.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"{AddressOf(subject)} does not hold a JSON schema of this connector. Choose another schema_registry.subject_prefix, so that its subjects are not those of somebody else.",
                exception.Message,
                exception);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ObjectionToAsync(string subject, ReadOnlyMemory<byte> schema, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(HttpMethod.Post, $"compatibility/subjects/{Uri.EscapeDataString(subject)}/versions/latest?verbose=true", Request(schema), cancellationToken);
        if (answer.Code is SubjectNotFound or VersionNotFound or InvalidVersion)
        {
            return null;
        }

        if (!answer.Succeeded)
        {
            throw Failure(answer, $"The compatibility of the schema {subject} could not be asked of {address}");
        }

        return answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("is_compatible", out var compatible) && compatible.ValueKind == JsonValueKind.False
            ? Reasons(answer.Body)
            : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryRegisterAsync(string subject, ReadOnlyMemory<byte> schema, RegisteredSchema? basis, CancellationToken cancellationToken)
    {
        // The API has no condition for a write; asking again just before leaves a moment, in which the later of two writers wins.
        var latest = await FindLatestAsync(subject, cancellationToken);
        if (latest?.Version != basis?.Version)
        {
            return false;
        }

        var answer = await CallAsync(HttpMethod.Post, $"subjects/{Uri.EscapeDataString(subject)}/versions", Request(schema), cancellationToken);
        if (answer.Status == 409)
        {
            throw new SchemaRefusedException(answer.Message ?? "the new schema is incompatible with an earlier one");
        }

        return answer.Succeeded ? true : throw Failure(answer, $"The schema {subject} could not be registered at {address}");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static ReadOnlyMemory<byte> Request(ReadOnlyMemory<byte> schema)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("schemaType", "JSON");
            json.WriteString("schema", Encoding.UTF8.GetString(schema.Span));
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static string Reasons(JsonElement body) =>
        body.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
        && messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.String).Select(message => message.GetString()!).ToList() is { Count: > 0 } texts
            ? string.Join(" ", texts)
            : "the registry's rule of compatibility forbids it";

    private async Task<RegistryAnswer> CallAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(method, path, body, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            throw new ConnectorException(
                FailureType.TransientError,
                $"The schema registry {address} can't be reached: {exception.Message} Check schema_registry.url and the network between.",
                inner: exception);
        }
    }

    private static ConnectorException Failure(RegistryAnswer answer, string what)
    {
        var remedy = answer.Status switch
        {
            401 => " Check schema_registry.credentials.",
            403 => " The credentials may not do this; give them the right to read and write subjects that begin with schema_registry.subject_prefix.",
            404 => " Check schema_registry.url: nothing there speaks the API of a schema registry.",
            422 => " The registry takes no schemas of the type JSON, or not this one; see its own log.",
            >= 300 and < 400 => " Redirects are not followed; put the address that it leads to into schema_registry.url.",
            _ => answer.IsPassing ? " Try again later." : "",
        };
        return new ConnectorException(answer.IsPassing ? FailureType.TransientError : FailureType.ConfigError, $"{what} ({answer}).{remedy}");
    }
}
