using System.Collections.Immutable;
using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;

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
    private static readonly JsonEncodedText Breakdown = JsonEncodedText.Encode(InsightsSchema.Breakdown);

    private readonly string _pageId;
    private readonly string _period;
    private readonly IReadOnlyList<SelectedMetric> _metrics;
    private readonly DateWindow _window;
    private readonly DayTable _days;
    private readonly RecordBatch _batch;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<SelectedMetric, DateOnly> _newest = [];
    private readonly HashSet<Deviation> _deviations = [];
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateOnly, (DayTable.Row Row, List<(string Key, byte[] Value)> Parts)> _folded = [];
    private BreakdownWriter? _breakdowns;
    private SelectedMetric? _metric;
    private ValueForm? _expectedForm;
    private DateOnly? _newestOfMetric;
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

    /// <summary>The keys of maps that the schema knows, with their types.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, JsonShape> BreakdownKeys { get; init; } = ImmutableDictionary<string, JsonShape>.Empty;

    /// <summary>The last day that brought a value, or null.</summary>
    public DateOnly? NewestDay { get; private set; }

    /// <summary>The last day that brought a value, for each metric that has any. Complete after <see cref="Complete"/>.</summary>
    public IReadOnlyDictionary<SelectedMetric, DateOnly> NewestDays => _newest;

    /// <summary>Whether the answer has an entry at all, of whatever metric and period.</summary>
    public bool HasEntries { get; private set; }

    /// <summary>What was not as the registry of metrics has it.</summary>
    public IReadOnlyCollection<Deviation> Deviations => _deviations;

    /// <summary>The forms of the values of metrics that the registry does not know.</summary>
    public IReadOnlyDictionary<string, string> Forms => _forms;

    /// <summary>The metrics that the answer has no entry for, although they were asked for and nothing was said.</summary>
    public IEnumerable<SelectedMetric> Silent => _metrics.Where(metric => !_seen.Contains(metric.Name));

    private BreakdownWriter Breakdowns => _breakdowns ??= new BreakdownWriter(BreakdownKeys, _deviations);

    /// <inheritdoc/>
    public bool Entry(string name, string period)
    {
        HasEntries = true;
        Fold();
        EndMetric();
        (_nextDay, _headLength) = (_window.First.DayNumber - _days.First.DayNumber, 0);
        _metric = period == _period ? Find(name) : null;
        _expectedForm = _metric?.ExpectedForm;
        return _metric is not null && _seen.Add(_metric.Name);
    }

    /// <inheritdoc/>
    public void Point(in InsightsPoint point)
    {
        if (point.Kind is JsonTokenType.None or JsonTokenType.Null || _days.Find(point.EndTime, ref _nextDay) is not { } row || !_window.Contains(row.Day))
        {
            return;
        }

        if (_newestOfMetric is null || row.Day > _newestOfMetric)
        {
            _newestOfMetric = row.Day;
        }

        if (_metric!.Breakdown is { } breakdown && point.Member(breakdown) is { } key)
        {
            Breakdowns.WatchKey(_metric, key);
            if (!_folded.TryGetValue(row.Day, out var day))
            {
                day = (row, []);
                _folded.Add(row.Day, day);
            }

            day.Parts.Add((key, point.Value.ToArray()));
            return;
        }

        var form = ValueForms.Of(point.Kind);
        if (form != _expectedForm)
        {
            WatchForm(form);
        }

        if (point.Kind == JsonTokenType.Number && _headLength > 0)
        {
            // By far the most records of a metric differ in day and number only.
            _batch.AddAlike(_headLength, row.Members, point.Value, ",\"breakdown\":null}".Length);
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
            Breakdowns.Write(_metric, point, json);
            // No number's record is like this one.
            _headLength = 0;
        }

        End(json);
    }

    /// <summary>Writes what is still to be folded; to be called after the last point.</summary>
    public void Complete()
    {
        Fold();
        EndMetric();
    }

    // Of a metric that the registry does not know, the first form is the expected one.
    private void WatchForm(ValueForm form)
    {
        if (_expectedForm is { } expected)
        {
            _deviations.Add(new Deviation(DriftKind.ValueForm, _metric!.Name, $"{form.Name()} instead of {expected.Name()}"));
            return;
        }

        _expectedForm = form;
        _forms.TryAdd(_metric!.Name, form.Name());
    }

    private void EndMetric()
    {
        if (_metric is not null && _newestOfMetric is { } day)
        {
            _newest[_metric] = day;
            NewestDay = NewestDay is null || day > NewestDay ? day : NewestDay;
        }

        _newestOfMetric = null;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        _batch.EndRecord(Breakdowns.TakeChanges());
    }

    private SelectedMetric? Find(string requestName)
    {
        for (var index = 0; index < _metrics.Count; index++)
        {
            if (_metrics[index].RequestName == requestName)
            {
                return _metrics[index];
            }
        }

        return null;
    }

    private void Fold()
    {
        if (_folded.Count == 0)
        {
            return;
        }

        foreach (var (row, parts) in _folded.Values)
        {
            var json = Begin(row);
            json.WriteNull(Value);
            json.WriteStartObject(Breakdown);
            foreach (var (key, value) in parts.DistinctBy(part => part.Key))
            {
                json.WritePropertyName(key);
                Breakdowns.WriteMember(_metric!, key, value, json);
            }

            json.WriteEndObject();
            End(json);
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
