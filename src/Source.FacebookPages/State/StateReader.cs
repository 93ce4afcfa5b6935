using System.Globalization;
using System.Text.Json;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.State;

/// <summary>
/// Reads the states of insights streams: this connector's own form, and others where their meaning is certain. What a bare cursor covers is taken to be
/// all metrics wanted now, from the first day wanted now.
/// </summary>
/// <param name="metrics">The metrics wanted now.</param>
/// <param name="start">The first day wanted now.</param>
internal sealed class StateReader(IReadOnlyList<string> metrics, DateOnly start)
{
    /// <summary>Reads the state of a stream that is about one Page, or that Page's part of the state of a stream about all Pages; null when it says nothing of the Page.</summary>
    /// <exception cref="FormatException">The state is not understood; the message says why.</exception>
    public PageProgress? ReadPage(JsonElement state, string pageId)
    {
        CheckVersion(state);
        if (state.TryGetProperty(StateFormat.Pages, out _) || state.TryGetProperty("states", out _))
        {
            return ReadPages(state, [pageId]).GetValueOrDefault(pageId);
        }

        return ReadPart(state, state);
    }

    /// <summary>Reads the state of a stream that is about all Pages: the part of each Page that it knows. A bare cursor counts for all <paramref name="pageIds"/>.</summary>
    /// <exception cref="FormatException">The state is not understood; the message says why.</exception>
    public Dictionary<string, PageProgress> ReadPages(JsonElement state, IReadOnlyCollection<string> pageIds)
    {
        CheckVersion(state);
        if (state.TryGetProperty(StateFormat.Pages, out var pages))
        {
            var parts = new Dictionary<string, PageProgress>(StringComparer.Ordinal);
            foreach (var page in Object(pages, StateFormat.Pages).EnumerateObject())
            {
                if (ReadPart(page.Value, state) is { } progress)
                {
                    parts[Name(page)] = progress;
                }
            }

            return parts;
        }

        if (state.TryGetProperty("states", out var partitions))
        {
            return ReadPartitions(state, partitions, pageIds);
        }

        return ReadPart(state, state) is { } common
            ? pageIds.ToDictionary(pageId => pageId, _ => common, StringComparer.Ordinal)
            : [];
    }

    // The form of a source with one cursor for each partition.
    private Dictionary<string, PageProgress> ReadPartitions(JsonElement state, JsonElement partitions, IReadOnlyCollection<string> pageIds)
    {
        var pages = new Dictionary<string, PageProgress>(StringComparer.Ordinal);
        if (partitions.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("\"states\" is not a list.");
        }

        foreach (var partition in partitions.EnumerateArray())
        {
            if (partition.ValueKind != JsonValueKind.Object
                || !partition.TryGetProperty("partition", out var key) || key.ValueKind != JsonValueKind.Object
                || !key.TryGetProperty("page_id", out var pageId) || pageId.ValueKind != JsonValueKind.String
                || !partition.TryGetProperty("cursor", out var cursor) || cursor.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("a partition in \"states\" does not have the form {\"partition\": {\"page_id\": …}, \"cursor\": {\"end_time\": …}}.");
            }

            if (ReadPart(cursor, cursor) is { } progress)
            {
                pages[Text(pageId)] = progress;
            }
        }

        var global = state.TryGetProperty("use_global_cursor", out var use) && use.ValueKind == JsonValueKind.True;
        if (global && state.TryGetProperty("state", out var common) && common.ValueKind == JsonValueKind.Object && ReadPart(common, common) is { } all)
        {
            foreach (var pageId in pageIds)
            {
                pages.TryAdd(pageId, all);
            }
        }

        return pages;
    }

    // One Page's part. The metric sets stand at the root of the state.
    private PageProgress? ReadPart(JsonElement part, JsonElement root)
    {
        Object(part, "the state of a Page");
        DateTimeOffset? endTime = part.TryGetProperty(StateFormat.EndTime, out var cursor) && cursor.ValueKind != JsonValueKind.Null ? Instant(cursor, StateFormat.EndTime) : null;
        if (part.TryGetProperty(StateFormat.Covered, out var covered))
        {
            return new PageProgress(
                ReadRanges(covered, StateFormat.Covered, root),
                endTime ?? throw new FormatException("\"end_time\" is missing."))
            {
                Silence = part.TryGetProperty(StateFormat.Silent, out var silent) ? ReadRanges(silent, StateFormat.Silent, root) : Coverage.None,
            };
        }

        if (part.TryGetProperty("state_type", out var type))
        {
            return ReadDateRanges(part, type);
        }

        if (endTime is { } bare)
        {
            return new PageProgress(Bare(start, PacificCalendar.DayEndingAt(bare)), bare);
        }

        return part.EnumerateObject().Any(property => property.Name != StateFormat.VersionKey)
            ? throw new FormatException("it has no \"end_time\".")
            : null;
    }

    // The form of a source that reads windows in any order: slices with start and end.
    private PageProgress ReadDateRanges(JsonElement part, JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.String || !type.ValueEquals("date-range")
            || !part.TryGetProperty("slices", out var slices) || slices.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("its \"state_type\" is not known.");
        }

        var coverage = Coverage.None;
        foreach (var slice in slices.EnumerateArray())
        {
            if (slice.ValueKind != JsonValueKind.Object || !slice.TryGetProperty("start", out var from) || !slice.TryGetProperty("end", out var to))
            {
                throw new FormatException("a slice has no \"start\" or no \"end\".");
            }

            var end = slice.TryGetProperty("most_recent_cursor_value", out var recent) && recent.ValueKind == JsonValueKind.String ? recent : to;
            var first = PacificCalendar.DayOf(Instant(from, "start"));
            if (PacificCalendar.EndOf(first.AddDays(-1)) < Instant(from, "start"))
            {
                first = first.AddDays(1);
            }

            var last = PacificCalendar.DayEndingAt(Instant(end, "end"));
            if (first <= last)
            {
                coverage = coverage.Add(metrics, new(first, last));
            }
        }

        return new PageProgress(coverage, PacificCalendar.EndOf(coverage.NewestDay ?? start.AddDays(-1)));
    }

    private Coverage Bare(DateOnly first, DateOnly last) =>
        first <= last && metrics.Count > 0 ? Coverage.None.Add(metrics, new(first, last)) : Coverage.None;

    private static Coverage ReadRanges(JsonElement ranges, string key, JsonElement root)
    {
        if (ranges.ValueKind != JsonValueKind.Array || !root.TryGetProperty(StateFormat.MetricSets, out var sets) || sets.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"\"{key}\" or \"metric_sets\" is not a list.");
        }

        var names = sets.EnumerateArray()
            .Select(set => set.ValueKind == JsonValueKind.Array && set.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? (string[])[.. set.EnumerateArray().Select(Text)]
                : throw new FormatException("\"metric_sets\" is not a list of lists of names."))
            .ToList();
        return Coverage.Of(ranges.EnumerateArray().Select(range =>
        {
            var window = new DateWindow(Day(range, key, StateFormat.Since), Day(range, key, StateFormat.Until));
            if (window.Days < 1
                || !range.TryGetProperty(StateFormat.Set, out var set) || set.ValueKind != JsonValueKind.Number
                || !set.TryGetInt32(out var number) || number < 0 || number >= names.Count)
            {
                throw new FormatException($"a range in \"{key}\" ends before it begins or names a metric set that is not there.");
            }

            return new CoveredRange(names[number], window);
        }));
    }

    private static void CheckVersion(JsonElement state)
    {
        Object(state, "it");
        if (state.TryGetProperty(StateFormat.VersionKey, out var version)
            && !(version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == StateFormat.Version))
        {
            throw new FormatException($"its version is {Shown(version)}, and this connector reads version {StateFormat.Version}.");
        }
    }

    private static JsonElement Object(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? element : throw new FormatException($"{what} is not an object.");

    private static DateOnly Day(JsonElement range, string list, string key) =>
        range.ValueKind == JsonValueKind.Object && range.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(Text(value), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999
            ? day
            : throw new FormatException($"a range in \"{list}\" has no date \"{key}\".");

    private static string Name(JsonProperty property) => Unicode(() => property.Name);

    private static string Text(JsonElement value) => Unicode(() => value.GetString()!);

    // JSON can spell half a surrogate pair, which is no text.
    private static string Unicode(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("it has a text that is not valid Unicode.", exception);
        }
    }

    // A date alone, as some sources keep it, is the midnight (UTC) that it begins with.
    private static DateTimeOffset Instant(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.String && Text(value) is { } text && IsoInstant.TryParse(text.Length == 10 ? text + "T00:00:00Z" : text, out var instant)
            ? instant
            : throw new FormatException($"\"{key}\" is {Shown(value)}, not a date and time.");

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: <= 40 } text ? text : "too long";
}
