using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// The messages of the protocol, field by field. <c>type</c> comes first because shell wrappers search for it; optional fields without
/// a value are left out.
/// </summary>
internal static class MessageShapes
{
    public static void Specification(Utf8JsonWriter json, JsonElement specification)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "SPEC"u8);
        json.WritePropertyName("spec"u8);
        specification.WriteTo(json);
        json.WriteEndObject();
    }

    public static void ConnectionStatus(Utf8JsonWriter json, bool succeeded, string? message)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "CONNECTION_STATUS"u8);
        json.WriteStartObject("connectionStatus"u8);
        json.WriteString("status"u8, succeeded ? "SUCCEEDED"u8 : "FAILED"u8);
        WriteOptional(json, "message"u8, message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Catalog(Utf8JsonWriter json, IReadOnlyList<AirbyteStream> streams)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "CATALOG"u8);
        json.WriteStartObject("catalog"u8);
        json.WriteStartArray("streams"u8);
        foreach (var stream in streams)
        {
            Stream(json, stream);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The <c>meta</c> of a record.</summary>
    public static void Changes(Utf8JsonWriter json, IReadOnlyList<RecordChange> changes)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes"u8);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, change.Field);
            json.WriteString("change"u8, "NULLED"u8);
            json.WriteString("reason"u8, "SOURCE_SERIALIZATION_ERROR"u8);
            json.WriteString("value"u8, change.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void State(Utf8JsonWriter json, string stream, ReadOnlySpan<byte> state, ReadOnlySpan<byte> recordCount)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "STATE"u8);
        json.WriteStartObject("state"u8);
        json.WriteString("type"u8, "STREAM"u8);
        json.WriteStartObject("stream"u8);
        Descriptor(json, stream);
        json.WritePropertyName("stream_state"u8);
        json.WriteRawValue(state, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteStartObject("sourceStats"u8);
        json.WritePropertyName("recordCount"u8);
        json.WriteRawValue(recordCount, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Log(Utf8JsonWriter json, MessageLevel level, string message, string? stackTrace, string? runId)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "LOG"u8);
        json.WriteStartObject("log"u8);
        json.WriteString("level"u8, WireNames.Of(level));
        json.WriteString("message"u8, message);
        WriteOptional(json, "stack_trace"u8, stackTrace);
        // The protocol's log object is open for more.
        WriteOptional(json, "run_id"u8, runId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void StreamStatus(Utf8JsonWriter json, string stream, StreamStatus status, DateTimeOffset? rateLimitedUntil, long emittedAt)
    {
        StartTrace(json, "STREAM_STATUS"u8, emittedAt);
        json.WriteStartObject("stream_status"u8);
        Descriptor(json, stream);
        json.WriteString("status"u8, WireNames.Of(status));
        if (rateLimitedUntil is { } until)
        {
            json.WriteStartArray("reasons"u8);
            json.WriteStartObject();
            json.WriteString("type"u8, "RATE_LIMITED"u8);
            json.WriteStartObject("rate_limited"u8);
            json.WriteNumber("quota_reset"u8, until.ToUnixTimeMilliseconds());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        EndTrace(json);
    }

    public static void Error(Utf8JsonWriter json, ErrorTrace error, long emittedAt)
    {
        StartTrace(json, "ERROR"u8, emittedAt);
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        WriteOptional(json, "internal_message"u8, error.InternalMessage);
        WriteOptional(json, "stack_trace"u8, error.StackTrace);
        json.WriteString("failure_type"u8, WireNames.Of(error.FailureType));
        if (error.Stream is { } stream)
        {
            Descriptor(json, stream);
        }

        json.WriteEndObject();
        EndTrace(json);
    }

    private static void Stream(Utf8JsonWriter json, AirbyteStream stream)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, stream.Name);
        json.WritePropertyName("json_schema"u8);
        using (var schema = JsonDocument.Parse(stream.JsonSchema, ProtocolJson.Reading))
        {
            schema.RootElement.WriteTo(json);
        }

        json.WriteStartArray("supported_sync_modes"u8);
        foreach (var mode in stream.SupportedSyncModes)
        {
            json.WriteStringValue(WireNames.Of(mode));
        }

        json.WriteEndArray();
        if (stream.CursorField is { } cursor)
        {
            json.WriteBoolean("source_defined_cursor"u8, value: true);
            json.WriteStartArray("default_cursor_field"u8);
            json.WriteStringValue(cursor);
            json.WriteEndArray();
        }

        if (stream.PrimaryKey.Count > 0)
        {
            json.WriteStartArray("source_defined_primary_key"u8);
            foreach (var field in stream.PrimaryKey)
            {
                json.WriteStartArray();
                json.WriteStringValue(field);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteBoolean("is_resumable"u8, stream.SupportedSyncModes.Contains(SyncMode.Incremental));
        json.WriteEndObject();
    }

    private static void StartTrace(Utf8JsonWriter json, ReadOnlySpan<byte> type, long emittedAt)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "TRACE"u8);
        json.WriteStartObject("trace"u8);
        json.WriteString("type"u8, type);
        json.WriteNumber("emitted_at"u8, emittedAt);
    }

    private static void EndTrace(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Descriptor(Utf8JsonWriter json, string stream)
    {
        json.WriteStartObject("stream_descriptor"u8);
        json.WriteString("name"u8, stream);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
