namespace Source.FacebookPages.Schemas;

/// <summary>The fields of a record of the <c>pages</c> stream.</summary>
internal static class PagesSchema
{
    public const string PageId = "page_id";

    /// <summary>What identifies a record.</summary>
    public static IReadOnlyList<string> PrimaryKey { get; } = [PageId];

    /// <summary>The schema for the configured fields; a field that is not known may hold anything.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<string> pageFields) => StreamSchema.Write(
    [
        new SchemaField(PageId, JsonShape.Text, Nullable: false, "The id of the Page."),
        .. pageFields.Select(name => PageFields.Find(name) is { } known
            ? new SchemaField(name, known.Shape, Nullable: true, known.Description)
            : new SchemaField(name, JsonShape.Unknown, Nullable: true, "A field of the Page that this connector does not know, as Facebook gives it.")),
    ]);
}
