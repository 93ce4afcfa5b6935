using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The harness's test_read, rule by rule. Streams are those of the configured catalog.</summary>
internal static class ReadRules
{
    /// <summary>All rules of a read that succeeds.</summary>
    public static IEnumerable<string> All(ConnectorOutput output, IReadOnlyList<JsonObject> streams, IReadOnlyList<JsonObject> expected) =>
    [
        .. RecordsAreValid(output, streams), .. EveryStreamHasRecords(output, streams), .. KeysAreSet(output, streams), .. NoUndeclaredColumns(output, streams),
        .. DataPointsAreSeen(output, streams), .. ExpectedAreThere(output, streams, expected), .. StatusesAreInOrder(output, streams), .. StatesAreComplete(output, streams),
    ];

    /// <summary>Each record is of a configured stream, and valid.</summary>
    public static IEnumerable<string> RecordsAreValid(ConnectorOutput output, IReadOnlyList<JsonObject> streams) => output.Records.SelectMany(record =>
        Find(streams, record.Stream) is { } stream
            ? JsonSchemaRules.OfValue(record.Data, stream["json_schema"]!.AsObject()).Select(violation => $"A record of {record.Stream}: {violation}")
            : [$"A record is of {record.Stream}, which is not in the catalog."]);

    /// <summary>A field that the schema does not name. The harness itself has this rule switched off.</summary>
    public static IEnumerable<string> NoUndeclaredColumns(ConnectorOutput output, IReadOnlyList<JsonObject> streams) => output.Records
        .Where(record => Find(streams, record.Stream) is not null)
        .SelectMany(record => record.Data.Select(pair => pair.Key).Except(Properties(Find(streams, record.Stream)!)).Select(name => $"A record of {record.Stream} has {name}, which is not declared."))
        .Distinct();

    /// <summary>No stream is empty.</summary>
    public static IEnumerable<string> EveryStreamHasRecords(ConnectorOutput output, IReadOnlyList<JsonObject> streams) =>
        streams.Select(Name).Except(output.Records.Select(record => record.Stream)).Select(name => $"{name} has no record.");

    /// <summary>The parts of a key are no objects, and not all null.</summary>
    public static IEnumerable<string> KeysAreSet(ConnectorOutput output, IReadOnlyList<JsonObject> streams) => output.Records
        .Where(record => Find(streams, record.Stream) is { } stream && AnswerRules.Keys(stream) is { Count: > 0 } keys
            && (keys.All(key => At(record.Data, key) is null) || keys.Any(key => At(record.Data, key) is JsonObject or JsonArray)))
        .Select(record => $"A record of {record.Stream} has no usable key: {record.Data.ToJsonString()}");

    /// <summary>Each declared field is there in some record.</summary>
    public static IEnumerable<string> DataPointsAreSeen(ConnectorOutput output, IReadOnlyList<JsonObject> streams) => streams.SelectMany(stream => Properties(stream)
        .Except(output.Records.Where(record => record.Stream == Name(stream)).SelectMany(record => record.Data.Select(pair => pair.Key)))
        .Select(name => $"{name} of {Name(stream)} is in no record."));

    /// <summary>The expected records are there. The harness compares their keys only; here the whole record has to be equal, but for when something was found out.</summary>
    public static IEnumerable<string> ExpectedAreThere(ConnectorOutput output, IReadOnlyList<JsonObject> streams, IReadOnlyList<JsonObject> expected)
    {
        var read = output.Records.Select(record => Compared(record.Stream, record.Data)).ToHashSet();
        foreach (var record in expected.Where(record => !read.Contains(Compared(record["stream"]!.GetValue<string>(), record["data"]!.AsObject()))))
        {
            yield return $"An expected record is missing: {record.ToJsonString()}";
        }

        foreach (var name in streams.Select(Name).Except(expected.Select(record => record["stream"]!.GetValue<string>())))
        {
            yield return $"No record is expected of {name}.";
        }
    }

    private static string Compared(string stream, JsonObject data) =>
        stream + new JsonObject(data.Where(pair => pair.Key != "checked_at").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();

    /// <summary>Each stream, and no other: STARTED, RUNNING, COMPLETE.</summary>
    public static IEnumerable<string> StatusesAreInOrder(ConnectorOutput output, IReadOnlyList<JsonObject> streams)
    {
        var byStream = output.Statuses.GroupBy(status => status.Stream).ToDictionary(group => group.Key, group => group.Select(status => status.Status).ToList());
        foreach (var name in byStream.Keys.Union(streams.Select(Name)))
        {
            if (Find(streams, name) is null || byStream.GetValueOrDefault(name) is not ["STARTED", .. { Count: > 0 } between, "COMPLETE"] || between.Any(status => status != "RUNNING"))
            {
                yield return $"The statuses of {name} are {string.Join(", ", byStream.GetValueOrDefault(name) ?? [])}.";
            }
        }
    }

    /// <summary>At least one state for each stream, of the form for one stream, with its count.</summary>
    public static IEnumerable<string> StatesAreComplete(ConnectorOutput output, IReadOnlyList<JsonObject> streams)
    {
        var states = AnswerRules.Of(output, "STATE").Select(message => message["state"]!.AsObject()).ToList();
        var seen = states.Select(state => state["stream"]?["stream_descriptor"]?["name"]?.GetValue<string>()).ToHashSet();
        foreach (var name in streams.Select(Name).Where(name => !seen.Contains(name)))
        {
            yield return $"{name} has no state.";
        }

        foreach (var state in states.Where(state => state["type"]?.GetValue<string>() != "STREAM" || state["stream"]?["stream_state"] is not JsonObject || state["sourceStats"]?["recordCount"] is null))
        {
            yield return $"A state is not of one stream, or has no count: {state.ToJsonString()}";
        }
    }

    /// <summary>test_airbyte_trace_message_on_failure.</summary>
    public static IEnumerable<string> FailureIsReported(ConnectorOutput output) =>
        output.Errors.Count > 0 && output.ExitCode != 0 ? [] : [$"No error was reported, or the exit code {output.ExitCode} says success."];

    /// <summary>test_sequential_reads: the second read is newer throughout.</summary>
    public static IEnumerable<string> SecondIsNewer(ConnectorOutput first, ConnectorOutput second) =>
        first.Records.Count > 0 && second.Records.Count > 0 && second.Records.Min(record => record.EmittedAt) > first.Records.Max(record => record.EmittedAt)
            ? []
            : ["A read is empty, or the second is not newer than the first."];

    private static JsonObject? Find(IReadOnlyList<JsonObject> streams, string name) => streams.FirstOrDefault(stream => Name(stream) == name);

    private static string Name(JsonObject stream) => stream["name"]!.GetValue<string>();

    private static IEnumerable<string> Properties(JsonObject stream) => stream["json_schema"]!["properties"]!.AsObject().Select(pair => pair.Key);

    private static JsonNode? At(JsonObject data, IEnumerable<string> path) => path.Aggregate<string, JsonNode?>(data, (at, step) => (at as JsonObject)?[step]);
}
