using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Records;

/// <summary>
/// Turns one insights answer into records: one a metric and day. Drops every point outside the window asked for, since the API gives more than is asked under
/// some forms of <c>until</c>, and the unfinished day with a partial value. Flat breakdown rows of a day become one record.
/// </summary>
internal sealed class InsightRecordWriter : IInsightsVisitor
{
    private static readonly JsonEncodedText PageId = JsonEncodedText.Encode("page_id");
    private static readonly JsonEncodedText Metric = JsonEncodedText.Encode("metric");
    private static readonly JsonEncodedText MetricGroup = JsonEncodedText.Encode("metric_group");
    private static readonly JsonEncodedText Period = JsonEncodedText.Encode("period");
    private static readonly JsonEncodedText EndTime = JsonEncodedText.Encode("end_time");
    private static readonly JsonEncodedText Date = JsonEncodedText.Encode("date");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Breakdown = JsonEncodedText.Encode("breakdown");

    private readonly string _pageId;
    private readonly string _period;
    private readonly IReadOnlyList<SelectedMetric> _metrics;
    private readonly DateWindow _window;
    private readonly DayTable _days;
    private readonly RecordBatch _batch;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateOnly, (DayTable.Row Row, List<(string Key, byte[] Value)> Parts)> _folded = [];
    private SelectedMetric? _metric;
    private int _nextDay;
    private int _headLength;

    /// <summary>Creates a writer that fills <paramref name="batch"/>.</summary>
    /// <param name="pageId">The Page asked about.</param>
    /// <param name="period">The period asked for.</param>
    /// <param name="metrics">The metrics asked for, all with the same breakdown parameter or none.</param>
    /// <param name="window">The days wanted.</param>
    /// <param name="days">At least the days wanted, and none after the last complete one.</param>
    /// <param name="batch">Takes the records.</param>
    public InsightRecordWriter(
        string pageId,
        string period,
        IReadOnlyList<SelectedMetric> metrics,
        DateWindow window,
        DayTable days,
        RecordBatch batch)
    {
        _pageId = pageId;
        _period = period;
        _metrics = metrics;
        _window = window;
        _days = days;
        _batch = batch;
    }

    /// <summary>The last day that brought a value, or null.</summary>
    public DateOnly? NewestDay { get; private set; }

    /// <summary>The metrics that the answer has no entry for, although they were asked for and nothing was said.</summary>
    public IEnumerable<SelectedMetric> Silent => _metrics.Where(metric => !_seen.Contains(metric.Name));

    /// <inheritdoc/>
    public bool Entry(string name, string period)
    {
        Fold();
        (_nextDay, _headLength) = (_window.First.DayNumber - _days.First.DayNumber, 0);
        _metric = period == _period ? _metrics.FirstOrDefault(metric => metric.RequestName == name) : null;
        return _metric is not null && _seen.Add(_metric.Name);
    }

    /// <inheritdoc/>
    public void Point(in InsightsPoint point)
    {
        if (point.Kind is JsonTokenType.None or JsonTokenType.Null || _days.Find(point.EndTime, ref _nextDay) is not { } row || !_window.Contains(row.Day))
        {
            return;
        }

        if (NewestDay is null || row.Day > NewestDay)
        {
            NewestDay = row.Day;
        }

        if (_metric!.Breakdown is { } breakdown && point.Member(breakdown) is { } key)
        {
            if (!_folded.TryGetValue(row.Day, out var day))
            {
                day = (row, []);
                _folded.Add(row.Day, day);
            }

            day.Parts.Add((key, point.Value.ToArray()));
            return;
        }

        if (point.Kind == JsonTokenType.Number && _headLength > 0)
        {
            // All records of a metric begin alike; by far the most differ in day and number only.
            _batch.AddAlike(_headLength, row.Members, point.Value, ",\"breakdown\":null}"u8);
            return;
        }

        var json = Begin(row);
        if (point.Kind == JsonTokenType.Number)
        {
            json.WritePropertyName(Value);
            json.WriteRawValue(point.Value, skipInputValidation: true);
            json.WriteNull(Breakdown);
        }
        else
        {
            json.WriteNull(Value);
            json.WritePropertyName(Breakdown);
            WriteMap(point, json);
        }

        json.WriteEndObject();
        _batch.EndRecord();
    }

    /// <summary>Writes what is still to be folded; to be called after the last point.</summary>
    public void Complete() => Fold();

    // A value that is neither a number nor a map has no column of its own; it is kept under the key "value" rather than lost.
    private static void WriteMap(in InsightsPoint point, Utf8JsonWriter json)
    {
        if (point.Kind == JsonTokenType.StartObject)
        {
            JsonCopy.Value(point.Value, json);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName(Value);
        JsonCopy.Value(point.Value, json);
        json.WriteEndObject();
    }

    private void Fold()
    {
        foreach (var (row, parts) in _folded.Values)
        {
            var json = Begin(row);
            json.WriteNull(Value);
            json.WriteStartObject(Breakdown);
            foreach (var (key, value) in parts.DistinctBy(part => part.Key))
            {
                json.WritePropertyName(key);
                JsonCopy.Value(value, json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            _batch.EndRecord();
        }

        _folded.Clear();
    }

    private Utf8JsonWriter Begin(DayTable.Row row)
    {
        var json = _batch.BeginRecord();
        json.WriteStartObject();
        json.WriteString(PageId, _pageId);
        json.WriteString(Metric, _metric!.Name);
        json.WriteString(MetricGroup, _metric.Group);
        json.WriteString(Period, _period);
        _headLength = (int)json.BytesCommitted + json.BytesPending;
        json.WriteString(EndTime, row.EndTimeText);
        json.WriteString(Date, row.DateText);
        return json;
    }
}
