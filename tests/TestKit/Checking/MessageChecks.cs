using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>One message on its own: known kinds and words, whole numbers, nothing null in the envelope, nothing in a text that a caller could stumble over.</summary>
internal static class MessageChecks
{
    private static readonly HashSet<string> Levels = ["FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"];
    private static readonly HashSet<string> Statuses = ["STARTED", "RUNNING", "COMPLETE", "INCOMPLETE"];
    private static readonly HashSet<string> FailureTypes = ["system_error", "config_error", "transient_error"];

    // Shell wrappers look for these words in the lines.
    private static readonly string[] ReservedInLogs = ["CATALOG", "CONNECTION_STATUS", "\"type\":\"RECORD\"", "\"type\":\"STATE\""];

    public static IEnumerable<string> Of(OutputMessage message) => message.Type switch
    {
        "RECORD" when message.Record is { } record => OfRecord(record),
        "RECORD" => ["A record does not begin as compact JSON with its type."],
        "STATE" => OfState(message.Json["state"]!.AsObject()),
        "LOG" => OfLog(message.Json["log"]!.AsObject()),
        "TRACE" => OfTrace(message.Json["trace"]!.AsObject()),
        "SPEC" or "CATALOG" => [],
        "CONNECTION_STATUS" => OfConnectionStatus(message.Json["connectionStatus"]!.AsObject()),
        var other => [$"A message has the type {other}, which a source does not write."],
    };

    private static IReadOnlyList<string> OfRecord(OutputRecord record)
    {
        if (record.HasWholeEmittedAt && record.OtherKeys.Count == 0 && MetaIsLegal(record) && record.RawData.Length > 2 && record.Stream.Length > 0)
        {
            return [];
        }

        return [$"A record of {record.Stream} lacks data or a whole emitted_at, or carries more than it should ({string.Join(", ", record.OtherKeys)}): {record.RawData}"];
    }

    private static IEnumerable<string> OfState(JsonObject state)
    {
        if (state["type"]?.GetValue<string>() != "STREAM")
        {
            yield return $"A state is of type {state["type"]}, not STREAM.";
        }

        var stream = state["stream"]?.AsObject();
        if (stream?["stream_state"] is not JsonObject)
        {
            yield return $"A state has no object stream_state: {state.ToJsonString()}";
        }

        if (stream?["stream_descriptor"]?.AsObject() is not { Count: 1 } descriptor || descriptor["name"] is null)
        {
            yield return $"A state does not name its stream, and nothing else: {state.ToJsonString()}";
        }
    }

    private static IEnumerable<string> OfLog(JsonObject log)
    {
        if (!Levels.Contains(log["level"]!.GetValue<string>()))
        {
            yield return $"A log message has the level {log["level"]}.";
        }

        var text = log["message"]!.GetValue<string>();
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return "A log message is empty.";
        }

        foreach (var word in ReservedInLogs.Where(word => text.Contains(word, StringComparison.Ordinal)))
        {
            yield return $"A log message has {word} in it: {text}";
        }

        foreach (var violation in Nulls("LOG", log))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfTrace(JsonObject trace)
    {
        if (!IsWhole(trace["emitted_at"]))
        {
            yield return $"emitted_at of a trace is {trace["emitted_at"]}, not a whole number.";
        }

        switch (trace["type"]!.GetValue<string>())
        {
            case "STREAM_STATUS" when !Statuses.Contains(trace["stream_status"]!["status"]!.GetValue<string>()):
                yield return $"A stream status is {trace["stream_status"]!["status"]}.";
                break;
            case "STREAM_STATUS":
                break;
            case "ERROR":
                foreach (var violation in OfError(trace["error"]!.AsObject()))
                {
                    yield return violation;
                }

                break;
            case var other:
                yield return $"A trace is of the type {other}.";
                break;
        }

        foreach (var violation in Nulls("TRACE", trace))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfError(JsonObject error)
    {
        if (!FailureTypes.Contains(error["failure_type"]?.GetValue<string>() ?? ""))
        {
            yield return $"An error has the failure_type {error["failure_type"]}.";
        }

        foreach (var violation in OfUserText("an error", error["message"]?.GetValue<string>()))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfConnectionStatus(JsonObject answer)
    {
        var status = answer["status"]?.GetValue<string>();
        if (status is not ("SUCCEEDED" or "FAILED"))
        {
            yield return $"A connection status is {status}.";
        }

        foreach (var violation in status == "FAILED" ? OfUserText("a failed check", answer["message"]?.GetValue<string>()) : [])
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfUserText(string what, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return $"The message of {what} is empty.";
        }
        else if (text.Contains("\n   at ", StringComparison.Ordinal) || text.Contains("Exception:", StringComparison.Ordinal))
        {
            yield return $"The message of {what} is a stack trace: {text}";
        }
    }

    private static IEnumerable<string> Nulls(string where, JsonObject envelope)
    {
        foreach (var (key, value) in envelope)
        {
            if (value is null)
            {
                yield return $"{where} carries {key} as null.";
            }
            else if (value is JsonObject inner)
            {
                foreach (var violation in Nulls($"{where}.{key}", inner))
                {
                    yield return violation;
                }
            }
        }
    }

    // Only what is null in the data may be told as nulled, in the words of the protocol.
    private static bool MetaIsLegal(OutputRecord record) =>
        record.Meta is null
        || (record.Meta["changes"] is JsonArray { Count: > 0 } changes
            && changes.All(change => change!["change"]!.GetValue<string>() == "NULLED"
                && change["reason"]!.GetValue<string>() == "SOURCE_SERIALIZATION_ERROR"
                && At(record.Data, change["field"]!.GetValue<string>().Split('.')) is null));

    private static JsonNode? At(JsonNode? node, IEnumerable<string> path) => path.Aggregate(node, (parent, name) => parent?[name]);

    private static bool IsWhole(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && long.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
