using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Source.FacebookPages.Schemas;

/// <summary>
/// The one form that a schema is compared and fingerprinted in: keys in ordinal order, lists of types too, no white space, and without what is written for people only (<c>description</c>, <c>title</c>), so that better
/// words are no drift.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical form, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement schema)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(canonical, Form))
        {
            Write(json, schema, isSchema: true);
        }

        return canonical.WrittenMemory;
    }

    /// <summary>The canonical form of a schema given as text.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        return Of(document.RootElement);
    }

    /// <summary>SHA-256 of the canonical form, in hexadecimal letters: the same for two schemas that say the same.</summary>
    public static string Fingerprint(JsonElement schema) => Convert.ToHexStringLower(SHA256.HashData(Of(schema).Span));

    private static void Write(Utf8JsonWriter json, JsonElement value, bool isSchema)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    // A field may be called "description"; only the keyword of a schema is left out.
                    if (isSchema && property.Name is "description" or "title" && property.Value.ValueKind == JsonValueKind.String)
                    {
                        continue;
                    }

                    json.WritePropertyName(property.Name);
                    Write(json, property.Value, !isSchema || property.Name is not ("properties" or MetricAnnotations.Keyword));
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray().Select(item => item.GetString()).Order(StringComparer.Ordinal))
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item, isSchema);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
