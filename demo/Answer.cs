using System.Text;
using System.Text.Json;

namespace Demo;

/// <summary>What a command has written on standard output.</summary>
internal sealed class Answer
{
    private readonly List<(string Type, JsonElement Payload)> _messages = [];
    private readonly Dictionary<string, int> _recordsByStream = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _firstRecords = new(StringComparer.Ordinal);
    private readonly List<Insight> _insights = [];

    /// <summary>Takes the output apart. Records are many, so they are gone through once only.</summary>
    public Answer(byte[] output, TimeSpan elapsed)
    {
        Elapsed = elapsed;
        foreach (var line in Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var message = JsonElement.Parse(line);
            var type = message.GetProperty("type").GetString()!;
            if (type == "RECORD")
            {
                AddRecord(message.GetProperty("record"), line);
            }
            else
            {
                _messages.Add((type, message.EnumerateObject().Last().Value));
            }
        }
    }

    /// <summary>How long the command took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>How many messages there are of each kind, the most frequent first.</summary>
    public IReadOnlyList<(string Type, int Count)> Kinds =>
    [
        .. _messages.GroupBy(message => message.Type)
            .Select(kind => (Type: kind.Key, Count: kind.Count()))
            .Append((Type: "RECORD", Count: _recordsByStream.Values.Sum()))
            .Where(kind => kind.Count > 0)
            .OrderByDescending(kind => kind.Count),
    ];

    /// <summary>The records of the insights streams.</summary>
    public IReadOnlyList<Insight> Insights => _insights;

    /// <summary>What the log says at the level WARN.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Of("LOG").Where(log => log.GetProperty("level").ValueEquals("WARN")).Select(log => log.GetProperty("message").GetString()!)];

    /// <summary>What TRACE ERRORs say.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. Of("TRACE")
            .Where(trace => trace.TryGetProperty("error", out _))
            .Select(trace => trace.GetProperty("error").GetProperty("message").GetString()!),
    ];

    /// <summary>The last status of each stream.</summary>
    public IReadOnlyDictionary<string, string> Statuses => Of("TRACE")
        .Where(trace => trace.TryGetProperty("stream_status", out _))
        .Select(trace => trace.GetProperty("stream_status"))
        .GroupBy(status => status.GetProperty("stream_descriptor").GetProperty("name").GetString()!)
        .ToDictionary(stream => stream.Key, stream => stream.Last().GetProperty("status").GetString()!);

    /// <summary>The one message of a kind.</summary>
    /// <exception cref="SurpriseException">There are none, or several.</exception>
    public JsonElement Only(string type)
    {
        var found = Of(type).ToList();
        SurpriseException.Unless(found.Count == 1, $"There are {found.Count} messages of the kind {type} where one was expected.");
        return found[0];
    }

    /// <summary>How many records a stream has.</summary>
    public int CountRecords(string stream) => _recordsByStream.GetValueOrDefault(stream);

    /// <summary>The line of a stream's first record.</summary>
    public string FirstRecord(string stream) => _firstRecords[stream];

    /// <summary>The states of a stream, in order.</summary>
    public IReadOnlyList<JsonElement> StatesOf(string stream) =>
    [
        .. Of("STATE").Where(state => state.GetProperty("stream").GetProperty("stream_descriptor").GetProperty("name").ValueEquals(stream)),
    ];

    private IEnumerable<JsonElement> Of(string type) =>
        _messages.Where(message => message.Type == type).Select(message => message.Payload);

    private void AddRecord(JsonElement record, string line)
    {
        var stream = record.GetProperty("stream").GetString()!;
        _firstRecords.TryAdd(stream, line);
        _recordsByStream[stream] = _recordsByStream.GetValueOrDefault(stream) + 1;
        if (record.GetProperty("data").TryGetProperty("end_time", out _))
        {
            _insights.Add(Insight.From(stream, record.GetProperty("data")));
        }
    }
}
