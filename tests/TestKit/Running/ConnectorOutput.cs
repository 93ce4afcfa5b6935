using System.Text;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>What a run has put out, taken apart. Parsing it is already a test: every line must be one JSON object, ended by a line feed.</summary>
public sealed class ConnectorOutput
{
    private readonly List<OutputMessage> _messages = [];

    /// <summary>Takes the output apart.</summary>
    /// <exception cref="FormatException">A line is not a JSON object, or the last one is not ended.</exception>
    public ConnectorOutput(int exitCode, byte[] standardOutput, string standardError)
    {
        ArgumentNullException.ThrowIfNull(standardOutput);
        ExitCode = exitCode;
        StandardOutput = Encoding.UTF8.GetString(standardOutput);
        StandardError = standardError;
        var rest = standardOutput.AsMemory();
        var texts = new TextPool();
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                throw new FormatException("The last line is not ended: " + Encoding.UTF8.GetString(rest.Span));
            }

            _messages.Add(OutputMessage.Parse(rest[..end], texts));
            rest = rest[(end + 1)..];
        }

        Records = [.. _messages.Select(message => message.Record).OfType<OutputRecord>()];
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }

    /// <summary>Standard output as text.</summary>
    public string StandardOutput { get; }

    /// <summary>Standard error as text.</summary>
    public string StandardError { get; }

    /// <summary>All messages in order.</summary>
    public IReadOnlyList<JsonObject> Messages => [.. _messages.Select(message => message.Json)];

    /// <summary>The records in order.</summary>
    public IReadOnlyList<OutputRecord> Records { get; }

    /// <summary>The states in order.</summary>
    public IReadOnlyList<OutputState> States => [.. Of("STATE", "state").Select(OutputState.From)];

    /// <summary>The log messages in order.</summary>
    public IReadOnlyList<(string Level, string Message)> Logs =>
        [.. Of("LOG", "log").Select(log => (log["level"]!.GetValue<string>(), log["message"]!.GetValue<string>()))];

    /// <summary>The errors in order.</summary>
    public IReadOnlyList<JsonObject> Errors =>
        [.. Of("TRACE", "trace").Where(trace => trace["type"]!.GetValue<string>() == "ERROR").Select(trace => trace["error"]!.AsObject())];

    /// <summary>The stream statuses in order.</summary>
    public IReadOnlyList<(string Stream, string Status, JsonArray? Reasons)> Statuses =>
    [
        .. Of("TRACE", "trace")
            .Where(trace => trace["type"]!.GetValue<string>() == "STREAM_STATUS")
            .Select(trace => trace["stream_status"]!.AsObject())
            .Select(status => (
                status["stream_descriptor"]!["name"]!.GetValue<string>(),
                status["status"]!.GetValue<string>(),
                status["reasons"]?.AsArray())),
    ];

    /// <summary>The last status of a stream.</summary>
    public string? FinalStatus(string stream) => Statuses.LastOrDefault(status => status.Stream == stream).Status;

    /// <summary>The answer of check: its status and message.</summary>
    public (string Status, string? Message) ConnectionStatus
    {
        get
        {
            var answer = Single("CONNECTION_STATUS", "connectionStatus");
            return (answer["status"]!.GetValue<string>(), answer["message"]?.GetValue<string>());
        }
    }

    /// <summary>The streams of a discovered catalog.</summary>
    public IReadOnlyList<JsonObject> Streams => [.. Single("CATALOG", "catalog")["streams"]!.AsArray().Select(stream => stream!.AsObject())];

    /// <summary>The last state of each stream, as a state file.</summary>
    public string StateFile(string? before = null)
    {
        var last = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        if (before is not null)
        {
            foreach (var item in JsonNode.Parse(before)!.AsArray())
            {
                last[item!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>()] = item.DeepClone();
            }
        }

        foreach (var state in Of("STATE", "state"))
        {
            last[state["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>()] = state.DeepClone();
        }

        return new JsonArray([.. last.Values]).ToJsonString();
    }

    /// <summary>Everything said in logs of a level, a line each.</summary>
    public string Said(string level) => string.Join('\n', Logs.Where(log => log.Level == level).Select(log => log.Message));

    private JsonObject Single(string type, string payload) => Of(type, payload).ToList() is [var only]
        ? only
        : throw new InvalidOperationException($"Not exactly one {type}, exit code {ExitCode}: {StandardOutput} {StandardError}");

    /// <summary>The lines in order, the records not taken apart further than needed.</summary>
    internal IReadOnlyList<OutputMessage> Lines => _messages;

    private IEnumerable<JsonObject> Of(string type, string payload) =>
        _messages.Where(message => message.Type == type).Select(message => message.Json[payload]!.AsObject());
}
