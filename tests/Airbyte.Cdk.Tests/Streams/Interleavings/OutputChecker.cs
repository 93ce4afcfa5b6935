using System.Globalization;
using System.Text.RegularExpressions;
using System.Text.Json.Nodes;

namespace Airbyte.Cdk.Tests;

/// <summary>Holds the output lines of a read against the account of what the partitions did. Knows the protocol only, nothing of the code that wrote the lines.</summary>
internal sealed partial class OutputChecker
{
    private readonly Scenario _scenario;
    private readonly int _exitCode;
    private readonly string[] _lines;
    private readonly JsonNode[] _messages;

    private OutputChecker(Scenario scenario, HostRun run)
    {
        _scenario = scenario;
        _exitCode = run.ExitCode;
        _lines = run.StandardOutput.Split('\n')[..^1];
        _messages = [.. run.Messages];
    }

    private bool MayHaveStopped => _scenario.StopAfterBatches < int.MaxValue
        || _scenario.Streams.SelectMany(stream => stream.Partitions).Any(partition => partition is { Ended: true, End: PlannedEnd.Abort });

    private static void Require(bool condition, string what) => Assert.True(condition, what);

    public static void Check(Scenario scenario, HostRun run) => new OutputChecker(scenario, run).CheckAll();

    private void CheckAll()
    {
        Require(_lines.All(line => line.StartsWith("{\"type\":\"", StringComparison.Ordinal)), "type is not the first key");
        var times = _messages.Select(message => message["record"]?["emitted_at"] ?? message["trace"]?["emitted_at"]).OfType<JsonNode>().Select(at => (long)at).ToList();
        Require(times.Zip(times.Skip(1)).All(pair => pair.First <= pair.Second), "time runs backwards");

        CheckErrors();
        foreach (var stream in _scenario.Streams)
        {
            // A stop may come between the giving of a stream and its taking. One without a state that was begun and brought nothing looks the same.
            var wasRead = stream.Partitions.Any(partition => partition.Begun);
            if (stream.GivenRound < 0 || stream.FirstRound > 0 && MayHaveStopped && !wasRead && _messages.Story(stream.Name) == "STARTED RUNNING INCOMPLETE")
            {
                CheckUnfound(stream.Name);
                Require(!wasRead, $"{stream.Name} was read, though not found");
            }
            else
            {
                CheckStream(stream);
            }
        }

        foreach (var (name, mode) in _scenario.Refused)
        {
            if (mode != "INVALID" && !_scenario.FoundAll)
            {
                CheckUnfound(name);
                continue;
            }

            var mayNotBeTold = mode != "INVALID" && _scenario.LastRound > 0 && MayHaveStopped;
            Require(_messages.Story(name) == "INCOMPLETE ERROR" || mayNotBeTold && _messages.Story(name) == "STARTED RUNNING INCOMPLETE", $"refused stream {name}: {_messages.Story(name)}");
        }

        CheckLanes();
    }

    // Finding has failed, which is told of the whole run, or was stopped.
    private void CheckUnfound(string name)
    {
        var story = _messages.Story(name);
        Require(story == "INCOMPLETE" && _scenario.FailingRound <= _scenario.LastRound || story == "STARTED RUNNING INCOMPLETE" && MayHaveStopped, $"stream {name}, which was not found: {story}");
    }

    private void CheckErrors()
    {
        var firstError = Array.FindIndex(_messages, message => message.Kind() == "ERROR");
        Require(firstError < 0 || _messages[firstError..].All(message => message.Kind() == "ERROR"), "something follows the first error");

        var partitions = _scenario.Streams.SelectMany(stream => stream.Partitions).Where(partition => partition.Ended).ToList();
        var aborted = partitions.Exists(partition => partition.End == PlannedEnd.Abort);
        var stopped = _scenario.StopAfterBatches < int.MaxValue;
        // After a stop or an abort a failure may be its consequence, and need not be told; but nothing may be told that did not happen.
        var mayFail = partitions.Where(partition => partition.End is PlannedEnd.Fail or PlannedEnd.Crash).Select(partition => partition.Stream).ToList();
        var told = _messages.Errors().Select(error => (string?)error["stream_descriptor"]?["name"]).ToList();
        var failed = _messages.Errors().Count(error => (string?)error["message"] == "finding failed");
        Require(failed <= 1 && (failed == 1 || _scenario.FoundAll || MayHaveStopped), "a failure to find the streams is told exactly once");
        Require(told.Count(name => name is null) - failed == (aborted ? 1 : 0), "an abort is told exactly once");
        var toldOfStreams = told.OfType<string>().Where(name => name[0] == 's').ToList();
        Require(toldOfStreams.All(mayFail.Remove), "an error is told that did not happen");
        Require(aborted || stopped || mayFail.Count == 0, "an error is not told");

        var incomplete = _messages.Any(message => message.Kind() == "INCOMPLETE" && message.Stream()![0] == 's');
        var signalled = _exitCode == FakeSignal.ExitCode;
        Require(!signalled || (stopped && incomplete), "died of a signal without a reason");
        Require(signalled || _exitCode == (told.Count > 0 ? 1 : 0), $"exit code {_exitCode} with {told.Count} errors");
    }

    private void CheckStream(PlannedStream stream)
    {
        var indexed = _messages.Select((message, index) => (message, line: _lines[index])).Where(pair => pair.message.Stream() == stream.Name).ToList();
        var kinds = indexed.Select(pair => pair.message.Kind()).TakeWhile(kind => kind != "ERROR").ToList();
        Require(kinds[0] == "STARTED" && kinds.Count(kind => kind == "STARTED") == 1, "not one STARTED, first");
        Require(kinds[^1] is "COMPLETE" or "INCOMPLETE" && kinds.Count(kind => kind is "COMPLETE" or "INCOMPLETE") == 1, "not one terminal status, last");

        var plain = indexed.FindIndex(pair => pair.message.Kind() == "RUNNING" && pair.message["trace"]!["stream_status"]!["reasons"] is null);
        var firstRecord = kinds.IndexOf("RECORD");
        Require(plain > 0 && (firstRecord < 0 || plain < firstRecord), "RUNNING missing or too late");

        var whole = stream.Partitions.All(partition => partition is { Ended: true, End: PlannedEnd.Complete });
        // One that came to its end while the run was being stopped is not believed to be whole.
        Require(kinds[^1] == "INCOMPLETE" || whole, $"{stream.Name} is COMPLETE without having been read whole");
        Require(kinds[^1] == "COMPLETE" || !whole || MayHaveStopped, $"{stream.Name} is INCOMPLETE, though read whole");
        CheckRecordsAndStates(stream, indexed);
    }

    private static void CheckRecordsAndStates(PlannedStream stream, List<(JsonNode Message, string Line)> messages)
    {
        var written = stream.Partitions.ToDictionary(partition => partition.Key, _ => 0);
        var states = new List<(string Blob, int Count)>();
        var sinceState = 0;
        foreach (var (message, line) in messages)
        {
            if (message.Kind() == "RECORD")
            {
                var data = message["record"]!["data"]!;
                Require((int)data["n"]! == ++written[(string)data["partition"]!], "a record is missing, doubled or out of order");
                sinceState++;
            }
            else if (message.Kind() == "STATE")
            {
                var match = CountWithDecimalPoint().Match(line);
                Require(match.Success, "recordCount is not written with a decimal point");
                var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
                Require(count == sinceState, $"recordCount {count} after {sinceState} records");
                sinceState = 0;

                var blob = message["state"]!["stream"]!["stream_state"]!.AsObject();
                foreach (var (key, position) in blob.Where(property => property.Key != "version"))
                {
                    Require((int)position! <= written[key], $"the state covers {position} records of {key}, but {written[key]} were written");
                    var partition = stream.Partitions.Single(candidate => candidate.Key == key);
                    Require(partition.TakenCheckpoints.Contains((int)position!), "the state holds a position that was no checkpoint");
                }

                states.Add((blob.ToJsonString(), count));
            }
        }

        foreach (var partition in stream.Partitions)
        {
            Require(written[partition.Key] == partition.TakenRecords, $"{written[partition.Key]} of {partition.TakenRecords} records written");
        }

        CheckStates(stream, states, sinceState);
    }

    private static void CheckStates(PlannedStream stream, List<(string Blob, int Count)> states, int uncounted)
    {
        if (!stream.HasState)
        {
            Require(states.Count == 0, "a state where none may be");
            return;
        }

        Require(states.Count > 0, "no state");
        Require(uncounted == 0, "records after the last state");
        for (var i = 1; i < states.Count; i++)
        {
            Require(states[i].Blob != states[i - 1].Blob || (i == states.Count - 1 && states[i].Count > 0), "the same state twice");
        }

        var last = JsonNode.Parse(states[^1].Blob)!.AsObject();
        foreach (var partition in stream.Partitions)
        {
            var expected = partition.TakenCheckpoints.Count > 0 ? partition.TakenCheckpoints[^1] : (int?)null;
            Require((int?)last[partition.Key] == expected, $"the last state has {last[partition.Key]} for {partition.Key}, checkpointed was {expected}");
        }

        var records = stream.Partitions.Sum(partition => partition.TakenRecords);
        Require(stream.PartCount == 1 || states.Count <= (records / (10 * stream.PartCount)) + 1, $"{states.Count} states for {records} records and {stream.PartCount} parts");
    }

    private void CheckLanes()
    {
        Require(_scenario.MostLanes <= _scenario.Concurrency, $"{_scenario.MostLanes} lanes at a time, allowed {_scenario.Concurrency}");
        foreach (var (key, begun) in _scenario.BegunByKey)
        {
            var planned = _scenario.Streams.Where(stream => stream.Partitions.Any(partition => partition.Key == key)).Select(stream => stream.Name).ToList();
            Require(begun.SequenceEqual(planned.Take(begun.Count)), $"lane {key} was read in another order than that of the catalog");
        }
    }

    [GeneratedRegex("\"sourceStats\":\\{\"recordCount\":(?<count>[0-9]+)\\.0\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CountWithDecimalPoint();
}
