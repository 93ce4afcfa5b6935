namespace TestKit;

/// <summary>What a destination has after some runs: the records by primary key, the last write winning.</summary>
public sealed class Union
{
    private readonly Dictionary<(string Page, string Metric, string Period, string EndTime), string> _values = [];

    /// <summary>The values by primary key and period.</summary>
    public IReadOnlyDictionary<(string Page, string Metric, string Period, string EndTime), string> Values => _values;

    /// <summary>Takes over the insights records of a run. Answers how many of them repeated a key of the same run.</summary>
    public int Add(ConnectorOutput output)
    {
        var keys = new HashSet<(string, string, string, string)>();
        var repeated = 0;
        foreach (var record in output.Records.Where(record => record.IsInsights))
        {
            repeated += keys.Add(record.Key) ? 0 : 1;
            _values[record.Key] = record.Value;
        }

        return repeated;
    }

    /// <summary>The first differences from the truth, as text; empty when there is none.</summary>
    public IReadOnlyList<string> DifferencesFrom(IReadOnlyDictionary<(string Page, string Metric, string Period, string EndTime), string> truth, int most = 5) =>
    [
        .. truth
            .Where(pair => !_values.TryGetValue(pair.Key, out var value) || value != pair.Value)
            .Select(pair => $"{pair.Key}: expected {pair.Value}, is {_values.GetValueOrDefault(pair.Key) ?? "missing"}")
            .Concat(_values.Where(pair => !truth.ContainsKey(pair.Key)).Select(pair => $"{pair.Key}: {pair.Value} was not expected"))
            .Take(most),
    ];
}
