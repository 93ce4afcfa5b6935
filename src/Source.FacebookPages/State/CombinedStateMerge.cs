using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Source.FacebookPages.State;

/// <summary>
/// Puts the state of a combined stream together from two runs that have read different Pages of it: each Page's part comes from the run that it belongs to. A pure function.
/// </summary>
internal static class CombinedStateMerge
{
    /// <summary>The merged state.</summary>
    /// <param name="stored">What other runs have stored meanwhile.</param>
    /// <param name="own">What this run has written; it has a part for every Page.</param>
    /// <param name="isMine">Whether a Page's part is this run's.</param>
    /// <exception cref="FormatException">A state is not understood.</exception>
    public static JsonElement Merge(JsonElement stored, JsonElement own, Func<string, bool> isMine)
    {
        // Only states in this connector's own form are merged, in which nothing depends on the metrics and days wanted now.
        var reader = new StateReader([], DateOnly.MinValue);
        if (!IsOwnForm(stored) || !IsOwnForm(own))
        {
            return own;
        }

        var parts = new SortedDictionary<string, PageProgress>(reader.ReadPages(own, []), Catalog.PageIdOrder.Instance);
        foreach (var (pageId, progress) in reader.ReadPages(stored, []).Where(part => !isMine(part.Key)))
        {
            parts[pageId] = progress;
        }

        var merged = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(merged, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new StateWriter(json).WritePages(parts, parts.Values.Min(part => part.EndTime));
        }

        using var document = JsonDocument.Parse(merged.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static bool IsOwnForm(JsonElement state) =>
        state.ValueKind == JsonValueKind.Object && state.TryGetProperty(StateFormat.Pages, out var pages) && pages.ValueKind == JsonValueKind.Object && pages.EnumerateObject().Any();
}
