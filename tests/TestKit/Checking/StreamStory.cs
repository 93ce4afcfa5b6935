using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>What was said about one stream, in order, and what is wrong with it.</summary>
internal sealed class StreamStory(string name)
{
    private readonly List<string> _violations = [];
    private readonly List<string> _statuses = [];
    private readonly HashSet<(string Page, string Metric, string EndTime)> _keys = [];
    private readonly List<JsonObject> _states = [];
    private long _recordsSinceState;
    private long _recordsInAll;
    private long _counted;
    private string? _lastBlob;
    private string? _sameBlobTwice;
    private bool _failed;
    private bool _isRunning;

    public bool HasBegun => _statuses.Count > 0;

    private bool HasEnded => _statuses.Count > 0 && _statuses[^1] is "COMPLETE" or "INCOMPLETE";

    public void Take(OutputMessage message)
    {
        switch (message.Type)
        {
            case "RECORD":
                TakeRecord(message.Record!);
                break;
            case "STATE":
                TakeState(message.Json["state"]!.AsObject());
                break;
            case "TRACE" when message.Json["trace"]!["stream_status"] is { } status:
                TakeStatus(status["status"]!.GetValue<string>());
                break;
            case "TRACE":
                _failed = true;
                Expect(HasEnded, "an error of the stream comes before its end");
                break;
        }
    }

    /// <summary>Everything that is wrong, now that nothing follows.</summary>
    public IReadOnlyList<string> End()
    {
        Expect(HasEnded, $"its last status is {(_statuses.Count == 0 ? "none" : _statuses[^1])}, not COMPLETE or INCOMPLETE");
        var complete = HasEnded && _statuses[^1] == "COMPLETE";
        Expect(!(complete && _failed), "it is COMPLETE although an error was reported for it");

        // A stream that can't even be begun has that one status and nothing else.
        if (_statuses is not ["INCOMPLETE"])
        {
            Expect(_statuses is ["STARTED", .., _] && _isRunning, $"its statuses are {string.Join(", ", _statuses)}");
            Expect(_states.Count > 0 || _failed, "it has no state");
        }

        Expect(_statuses is not ["INCOMPLETE"] || _states.Count == 0 && _recordsInAll == 0, "it was not begun, and has records or states");
        Expect(_recordsSinceState == 0 || _states.Count == 0, $"{_recordsSinceState} records follow its last state");
        Expect(_states.Count == 0 || _counted == _recordsInAll, $"its states count {_counted} records, and there are {_recordsInAll}");
        Expect(_sameBlobTwice is null || _sameBlobTwice == _lastBlob, "the same state stands twice, with records between and another state behind");
        return _violations;
    }

    private void TakeRecord(OutputRecord record)
    {
        if (!_isRunning || HasEnded)
        {
            Expect(false, "a record comes before RUNNING or after the end");
        }

        _recordsSinceState++;
        _recordsInAll++;
        var isPage = name == "pages";
        var (pageId, metric, endTime) = (record.PageId, record.Metric, name == "metric_availability" ? record.Period : record.EndTime);
        if (pageId is null || !isPage && (metric is null || endTime is null))
        {
            Expect(false, $"a record lacks a part of its primary key: {record.RawData}");
        }
        else if (!_keys.Add(isPage ? (pageId, "", "") : (pageId, metric!, endTime!)))
        {
            Expect(false, $"a primary key comes twice in one run: {record.RawData}");
        }
    }

    private void TakeState(JsonObject state)
    {
        Expect(_isRunning && !HasEnded, "a state comes before RUNNING or after the end");
        var count = state["sourceStats"]!["recordCount"]!.GetValue<double>();
        Expect((long)count == _recordsSinceState, $"a state counts {count} records, and there are {_recordsSinceState} since the one before");
        var blob = state["stream"]!["stream_state"]!.ToJsonString();
        Expect(_sameBlobTwice is null, "a state follows one that only repeated the state before it");
        if (blob == _lastBlob && _recordsSinceState > 0)
        {
            _sameBlobTwice = blob;
        }

        _lastBlob = blob;
        _counted += (long)count;
        _recordsSinceState = 0;
        _states.Add(state);
    }

    private void TakeStatus(string status)
    {
        Expect(!HasEnded, $"{status} comes after its end");
        Expect(status != "STARTED" || _statuses.Count == 0, "STARTED is not its first status");
        _statuses.Add(status);
        _isRunning |= status == "RUNNING";
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _violations.Add($"Stream {name}: {otherwise}.");
        }
    }
}
