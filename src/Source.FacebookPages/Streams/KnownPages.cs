using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Streams;

/// <summary>
/// The Pages that the configured streams are about as far as their names and states tell. Where Facebook's lists omit one, it is looked up, so that a Page that was lost between two runs is told
/// and not just missing.
/// </summary>
internal static class KnownPages
{
    /// <summary>The ids, each once.</summary>
    public static IReadOnlyList<string> Of(ConfiguredCatalog catalog, InputState state)
    {
        var streams = catalog.Streams.Select(stream => StreamName.Parse(stream.Name)).OfType<StreamName>().ToList();
        return
        [
            .. streams.Select(name => name.PageId).OfType<string>()
                .Concat(streams.Where(name => name.IsCombined).SelectMany(name => state.Find(name.ToString()) is { } blob ? In(blob) : []))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // A state in another form is judged when its stream is opened.
    private static IEnumerable<string> In(JsonElement blob) =>
        blob.ValueKind == JsonValueKind.Object && blob.TryGetProperty(StateFormat.Pages, out var pages) && pages.ValueKind == JsonValueKind.Object
            ? pages.EnumerateObject().Select(NameOf).OfType<string>().Where(id => StreamName.Parse(StreamName.OfPage(id, default).ToString())?.PageId == id)
            : [];

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
