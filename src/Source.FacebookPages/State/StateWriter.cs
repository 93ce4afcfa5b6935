using System.Globalization;
using System.Text.Json;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.State;

/// <summary>
/// Writes the state of an insights stream. Each list of metric names stands once, under a number, however many Pages and ranges refer to it.
/// </summary>
internal sealed class StateWriter(Utf8JsonWriter json)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _sets = [];

    /// <summary>Writes the state of a stream that is about one Page.</summary>
    public void WritePage(PageProgress progress)
    {
        json.WriteStartObject();
        json.WriteString(StateFormat.EndTime, Canonical(progress.EndTime));
        json.WriteNumber(StateFormat.VersionKey, StateFormat.Version);
        WriteDays(progress);
        WriteSets();
        json.WriteEndObject();
    }

    /// <summary>Writes the state of a stream that is about all Pages, in the given order.</summary>
    public void WritePages(IEnumerable<KeyValuePair<string, PageProgress>> pages, DateTimeOffset endTime)
    {
        json.WriteStartObject();
        json.WriteString(StateFormat.EndTime, Canonical(endTime));
        json.WriteNumber(StateFormat.VersionKey, StateFormat.Version);
        json.WriteStartObject(StateFormat.Pages);
        foreach (var (pageId, progress) in pages)
        {
            json.WriteStartObject(pageId);
            json.WriteString(StateFormat.EndTime, Canonical(progress.EndTime));
            WriteDays(progress);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteSets();
        json.WriteEndObject();
    }

    /// <summary>The one form in which this connector writes an instant: <c>YYYY-MM-DDTHH:MM:SSZ</c>.</summary>
    public static string Canonical(DateTimeOffset instant) => IsoInstant.Write(instant);

    private void WriteDays(PageProgress progress)
    {
        WriteRanges(StateFormat.Covered, progress.Coverage);
        if (!progress.Silence.IsEmpty)
        {
            WriteRanges(StateFormat.Silent, progress.Silence);
        }
    }

    private void WriteRanges(string key, Coverage coverage)
    {
        json.WriteStartArray(key);
        foreach (var range in coverage.Ranges)
        {
            json.WriteStartObject();
            json.WriteString(StateFormat.Since, range.Window.First.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString(StateFormat.Until, range.Window.Last.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber(StateFormat.Set, NumberOf(range.Metrics));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSets()
    {
        json.WriteStartArray(StateFormat.MetricSets);
        foreach (var set in _sets)
        {
            json.WriteStartArray();
            foreach (var metric in set)
            {
                json.WriteStringValue(metric);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int NumberOf(IReadOnlyList<string> metrics)
    {
        var key = string.Join(',', metrics);
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _sets.Count;
            _numbers.Add(key, number);
            _sets.Add(metrics);
        }

        return number;
    }
}
