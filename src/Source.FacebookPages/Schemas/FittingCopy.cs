using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Records;

namespace Source.FacebookPages.Schemas;

/// <summary>
/// Copies a value of Facebook's into a record so that it keeps the schema: what does not fit becomes null and is told beside the record, because a value of another type breaks the destination's column.
/// </summary>
/// <param name="changes">Takes what became null.</param>
internal sealed class FittingCopy(List<RecordChange> changes)
{
    /// <summary>Writes the value, or null in its place.</summary>
    /// <param name="value">What Facebook gave.</param>
    /// <param name="shape">What the schema says.</param>
    /// <param name="path">The name of the field.</param>
    /// <param name="json">Where to.</param>
    public void Write(JsonElement value, JsonShape shape, string path, Utf8JsonWriter json)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            json.WriteNullValue();
        }
        else if (value.ValueKind == JsonValueKind.Object && shape is { Type: "object", Properties.Count: > 0 })
        {
            WriteObject(value, shape, path, json);
        }
        else if (shape.Type == "integer" && WholeNumber(value) is { } whole)
        {
            json.WriteRawValue(whole, skipInputValidation: true);
        }
        else if (Fits(value, shape))
        {
            // As bytes, for a text that is no valid UTF-8 has no string; copied so, it is mended.
            JsonCopy.Value(JsonMarshal.GetRawUtf8Value(value), json);
        }
        else
        {
            changes.Add(RecordChange.Nulled(path, Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value))));
            json.WriteNullValue();
        }
    }

    private void WriteObject(JsonElement value, JsonShape shape, string path, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            var name = JsonValues.Name(property) ?? "\uFFFD";
            json.WritePropertyName(name);
            Write(property.Value, shape.Properties!.FirstOrDefault(candidate => candidate.Name == name).Shape ?? JsonShape.Unknown, $"{path}.{name}", json);
        }

        json.WriteEndObject();
    }

    private static bool Fits(JsonElement value, JsonShape shape) => shape.Type switch
    {
        null => true,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => WholeNumber(value) is not null,
        "array" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => Fits(item, shape.Items ?? JsonShape.Unknown)),
        _ => value.ValueKind == JsonValueKind.Object
            && (shape.Properties ?? []).All(known => !value.TryGetProperty(known.Name, out var part) || part.ValueKind == JsonValueKind.Null || Fits(part, known.Shape)),
    };

    // As digits, whatever its size; 12.0 is a whole number too. Null for anything else.
    private static string? WholeNumber(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var raw = value.GetRawText();
        return !raw.AsSpan().ContainsAny(".eE") ? raw
            : value.TryGetDecimal(out var number) && number == decimal.Truncate(number) ? decimal.Truncate(number).ToString(CultureInfo.InvariantCulture)
            : null;
    }
}
