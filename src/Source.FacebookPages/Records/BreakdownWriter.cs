using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Records;

/// <summary>Writes values that are no numbers as the <c>breakdown</c> of records, so that each key keeps the type that its schema gives it, and notes what is not as the registry of metrics has it.</summary>
/// <param name="keys">The keys that the schema knows, with their types.</param>
/// <param name="deviations">Takes what is not as expected.</param>
internal sealed class BreakdownWriter(IReadOnlyDictionary<string, JsonShape> keys, ISet<Deviation> deviations)
{
    private readonly List<RecordChange> _changes = [];
    private readonly MapKeys _mapKeys = new();

    /// <summary>Writes a value. One that is no map has no column of its own; it is kept under the key <c>value</c> rather than lost.</summary>
    public void Write(SelectedMetric metric, in InsightsPoint point, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (point.Kind == JsonTokenType.StartObject)
        {
            WriteMembers(metric, point.Value, json);
        }
        else
        {
            json.WritePropertyName("value"u8);
            JsonCopy.Value(point.Value, json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the value of a key, whose name is written already. A key that the schema knows has a type; whatever does not fit it would break the destination's column.</summary>
    public void WriteMember(SelectedMetric metric, string key, ReadOnlySpan<byte> value, Utf8JsonWriter json)
    {
        if (!keys.TryGetValue(key, out var shape) || (shape.Type == "number" && value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            JsonCopy.Value(value, json);
            return;
        }

        var reader = new Utf8JsonReader(value);
        using var document = JsonDocument.ParseValue(ref reader);
        var before = _changes.Count;
        new FittingCopy(_changes).Write(document.RootElement, shape, $"{InsightsSchema.Breakdown}.{key}", json);
        if (_changes.Count > before)
        {
            deviations.Add(new Deviation(DriftKind.FieldType, $"{metric.Name} {InsightsSchema.Breakdown}.{key}", $"{ValueForms.Of(FirstToken(value)).Name()} instead of {shape.Type}"));
        }
    }

    /// <summary>Notes a key that the metric is not known to have.</summary>
    public void WatchKey(SelectedMetric metric, string key)
    {
        if (metric.KnownKeys is { Count: > 0 } known && !known.Contains(key))
        {
            deviations.Add(new Deviation(DriftKind.UnknownKey, $"{metric.Name} {key}", key));
        }
    }

    /// <summary>What was changed in the record that is being written; asked for once a record.</summary>
    public IReadOnlyList<RecordChange> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        IReadOnlyList<RecordChange> changes = [.. _changes];
        _changes.Clear();
        return changes;
    }

    private void WriteMembers(SelectedMetric metric, ReadOnlySpan<byte> map, Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(map);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _mapKeys.Read(ref reader);
            WatchKey(metric, key);
            json.WritePropertyName(key);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            WriteMember(metric, key, map[start..(int)reader.BytesConsumed], json);
        }
    }

    private static JsonTokenType FirstToken(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        return reader.TokenType;
    }
}
