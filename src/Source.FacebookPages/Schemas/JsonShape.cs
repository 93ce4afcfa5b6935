using System.Text.Json;

namespace Source.FacebookPages.Schemas;

/// <summary>The type of a field, as far as destinations understand types.</summary>
/// <param name="Type">The JSON type; null where it is not known.</param>
/// <param name="Format">The JSON schema format, or null.</param>
/// <param name="Properties">The known properties of an object, which may always have more.</param>
/// <param name="Items">What a list holds; for lists only.</param>
internal sealed record JsonShape(string? Type, string? Format = null, IReadOnlyList<(string Name, JsonShape Shape)>? Properties = null, JsonShape? Items = null)
{
    public static JsonShape Text { get; } = new("string");

    public static JsonShape Integer { get; } = new("integer");

    public static JsonShape Number { get; } = new("number");

    public static JsonShape Boolean { get; } = new("boolean");

    /// <summary>A moment, with its time zone.</summary>
    public static JsonShape DateTime { get; } = new("string", "date-time");

    /// <summary>A day.</summary>
    public static JsonShape Date { get; } = new("string", "date");

    /// <summary>Anything: no type is claimed.</summary>
    public static JsonShape Unknown { get; } = new((string?)null);

    /// <summary>An object with these properties, or more.</summary>
    public static JsonShape Object(params IReadOnlyList<(string Name, JsonShape Shape)> properties) => new("object", Properties: properties);

    /// <summary>A list of values of one shape.</summary>
    public static JsonShape List(JsonShape items) => new("array", Items: items);

    /// <summary>Writes the field's schema as one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="nullable">Whether the field may be null or absent.</param>
    /// <param name="description">What the field means, or null.</param>
    /// <param name="annotate">Writes further keywords, or null.</param>
    public void WriteTo(Utf8JsonWriter writer, bool nullable, string? description = null, Action<Utf8JsonWriter>? annotate = null)
    {
        writer.WriteStartObject();
        if (description is not null)
        {
            writer.WriteString("description", description);
        }

        WriteType(writer, nullable);
        if (Format is not null)
        {
            writer.WriteString("format", Format);
        }

        if (Format == "date-time")
        {
            writer.WriteString("airbyte_type", "timestamp_with_timezone");
        }

        if (Type == "object")
        {
            writer.WriteBoolean("additionalProperties", true);
        }

        if (Properties is { Count: > 0 })
        {
            writer.WriteStartObject("properties");
            foreach (var (name, shape) in Properties)
            {
                writer.WritePropertyName(name);
                shape.WriteTo(writer, nullable: true);
            }

            writer.WriteEndObject();
        }

        if (Items is not null)
        {
            writer.WritePropertyName("items");
            Items.WriteTo(writer, nullable: false);
        }

        annotate?.Invoke(writer);
        writer.WriteEndObject();
    }

    private void WriteType(Utf8JsonWriter writer, bool nullable)
    {
        if (Type is null)
        {
            return;
        }

        if (!nullable)
        {
            writer.WriteString("type", Type);
            return;
        }

        writer.WriteStartArray("type");
        writer.WriteStringValue("null");
        writer.WriteStringValue(Type);
        writer.WriteEndArray();
    }
}
