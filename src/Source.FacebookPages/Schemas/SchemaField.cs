using System.Text.Json;

namespace Source.FacebookPages.Schemas;

/// <summary>A field of a stream's records.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its type.</param>
/// <param name="Nullable">Whether it may be null or absent.</param>
/// <param name="Description">What it means.</param>
internal sealed record SchemaField(string Name, JsonShape Shape, bool Nullable, string Description)
{
    /// <summary>Writes further keywords of the field's schema, which validators pass over.</summary>
    /// <value>Default: none.</value>
    public Action<Utf8JsonWriter>? Annotate { get; init; }
}
