using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Days;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Unattended;

/// <summary>Forgets the last days of a state, so that they are read again. A pure function.</summary>
internal static class StateRewind
{
    /// <summary>The state without the last days before its cursor, of each Page before its own; null when there is nothing in it to forget (the stream <c>pages</c>).</summary>
    /// <exception cref="FormatException">The state is not understood.</exception>
    public static JsonElement? Rewind(string stream, JsonElement state, int days)
    {
        if (StreamName.Parse(stream) is not { IsInsights: true } name)
        {
            return null;
        }

        // What a bare cursor covers depends on the configuration of the run that reads it; it is moved as it stands.
        var reader = new StateReader([], DateOnly.MinValue);
        return name.IsCombined && state.TryGetProperty(StateFormat.Pages, out _)
            ? Written(writer => WritePages(writer, reader.ReadPages(state, []), days))
            : state.TryGetProperty(StateFormat.Covered, out _)
                ? Written(writer => writer.WritePage(Back(reader.ReadPage(state, name.PageId ?? "")!, days)))
                : Bare(state, days);
    }

    private static void WritePages(StateWriter writer, Dictionary<string, PageProgress> pages, int days)
    {
        var parts = new SortedDictionary<string, PageProgress>(PageIdOrder.Instance);
        foreach (var (pageId, progress) in pages)
        {
            parts.Add(pageId, Back(progress, days));
        }

        writer.WritePages(parts, parts.Count == 0 ? DateTimeOffset.UnixEpoch : parts.Values.Min(part => part.EndTime));
    }

    private static PageProgress Back(PageProgress progress, int days)
    {
        var last = PacificCalendar.DayEndingAt(progress.EndTime).AddDays(-days);
        return new PageProgress(progress.Coverage.Until(last), PacificCalendar.EndOf(last)) { Silence = progress.Silence.Until(last) };
    }

    private static JsonElement Bare(JsonElement state, int days)
    {
        if (!state.TryGetProperty(StateFormat.EndTime, out var cursor) || cursor.ValueKind != JsonValueKind.String
            || !IsoInstant.TryParse(cursor.GetString()!, out var instant) || state.EnumerateObject().Any(property => property.Name is not (StateFormat.EndTime or StateFormat.VersionKey)))
        {
            throw new FormatException("it is not in this connector's own form. Run sync once, then rewind what that has stored.");
        }

        var back = PacificCalendar.EndOf(PacificCalendar.DayEndingAt(instant).AddDays(-days));
        return Written(json =>
        {
            json.WriteStartObject();
            json.WriteString(StateFormat.EndTime, StateWriter.Canonical(back));
            json.WriteEndObject();
        });
    }

    private static JsonElement Written(Action<StateWriter> write) => Written(json => write(new StateWriter(json)));

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        using var document = JsonDocument.Parse(content.WrittenMemory);
        return document.RootElement.Clone();
    }
}
