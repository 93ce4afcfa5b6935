using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Days;
using Source.FacebookPages.Schemas;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Registry;

/// <summary>
/// A registry of plain files in a folder or bucket: <c>&lt;subject&gt;/latest.json</c> is the newest version, <c>&lt;subject&gt;/versions/00001.json</c> … are all of them. Both hold <c>subject</c>,
/// <c>version</c>, <c>fingerprint</c>, <c>registered_at</c> and <c>schema</c>.
/// </summary>
/// <param name="store">Where.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Takes what went wrong beside the point.</param>
internal sealed class StoredSchemaRegistry(IObjectStore store, TimeProvider time, ILogger log) : ISchemaRegistry
{
    private static readonly JsonWriterOptions Form = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string AddressOf(string subject) => store.AddressOf(KeyOfLatest(subject));

    /// <inheritdoc/>
    public async Task<RegisteredSchema?> FindLatestAsync(string subject, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(KeyOfLatest(subject), cancellationToken) is not { } found)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(found.Content);
            var root = document.RootElement;
            return new RegisteredSchema(
                root.GetProperty("version").GetInt32(),
                root.TryGetProperty("registered_at", out var at) && at.TryGetDateTimeOffset(out var moment) ? moment : null,
                root.GetProperty("schema").Clone(),
                found.Version);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"{AddressOf(subject)} is not a registered schema: {exception.Message} Put back one of {store.AddressOf($"{subject}/versions")}, or remove the file to register anew.",
                inner: exception);
        }
    }

    /// <inheritdoc/>
    public Task<string?> ObjectionToAsync(string subject, ReadOnlyMemory<byte> schema, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task<bool> TryRegisterAsync(string subject, ReadOnlyMemory<byte> schema, RegisteredSchema? basis, CancellationToken cancellationToken)
    {
        var version = (basis?.Version ?? 0) + 1;
        var content = Write(subject, version, schema);
        if (!await store.TryReplaceAsync(KeyOfLatest(subject), content, basis?.Stamp, cancellationToken))
        {
            return false;
        }

        var history = string.Create(CultureInfo.InvariantCulture, $"{subject}/versions/{version:D5}.json");
        try
        {
            await store.WriteAsync(history, content, cancellationToken);
        }
        catch (ConnectorException exception)
        {
            // The version itself is registered; only its copy is missing.
            log.LogWarning("Version {Version} of the schema {Subject} is registered, but its copy for the history could not be stored: {Message}", version, subject, exception.Message);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private static string KeyOfLatest(string subject) => $"{subject}/latest.json";

    private ReadOnlyMemory<byte> Write(string subject, int version, ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content, Form))
        {
            json.WriteStartObject();
            json.WriteString("subject", subject);
            json.WriteNumber("version", version);
            json.WriteString("fingerprint", CanonicalJson.Fingerprint(document.RootElement));
            json.WriteString("registered_at", IsoInstant.Write(time.GetUtcNow()));
            json.WritePropertyName("schema");
            document.RootElement.WriteTo(json);
            json.WriteEndObject();
        }

        return content.WrittenMemory;
    }
}
