using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Source.FacebookPages.Tests.Schemas;

/// <summary>Schemas as the tests want to see them.</summary>
internal static class SchemaTexts
{
    public static string Text(ReadOnlyMemory<byte> schema) => Encoding.UTF8.GetString(schema.Span);

    public static JsonElement Parse(ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.Clone();
    }

    /// <summary>The schema without the texts for people.</summary>
    public static JsonElement WithoutDescriptions(ReadOnlyMemory<byte> schema)
    {
        var node = JsonNode.Parse(schema.Span)!.AsObject();
        foreach (var (_, property) in node["properties"]!.AsObject())
        {
            property!.AsObject().Remove("description");
        }

        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
