using System.Buffers;
using System.Text.Json;

namespace Source.FacebookPages.Schemas;

/// <summary>Writes the JSON schema of a stream's records.</summary>
internal static class StreamSchema
{
    /// <summary>A draft-07 schema, as UTF-8 JSON: one object, open for further fields.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<SchemaField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            writer.WriteString("type", "object");
            writer.WriteBoolean("additionalProperties", true);
            writer.WriteStartObject("properties");
            foreach (var field in fields)
            {
                writer.WritePropertyName(field.Name);
                field.Shape.WriteTo(writer, field.Nullable, field.Description, field.Annotate);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
