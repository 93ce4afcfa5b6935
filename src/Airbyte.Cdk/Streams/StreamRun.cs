using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>
/// One configured stream on its way from STARTED to COMPLETE or INCOMPLETE. Touched by the end of the output channel only, so that
/// nothing of
/// the stream can overtake anything else of it.
/// </summary>
internal sealed class StreamRun
{
    private readonly IMessageSink _sink;
    private readonly ILogger _log;
    private readonly List<ErrorTrace> _errors = [];
    private readonly List<string> _finished = [];
    private StateEmission? _state;
    private DateTimeOffset? _rateLimitedUntil;
    private int _openPartitions;
    private bool _isContinued = true;
    private bool _started;
    private bool _running;
    private bool _complete = true;
    private bool _stopped;
    private DateTimeOffset? _deferredUntil;

    /// <summary>A stream of which nothing was read yet.</summary>
    /// <param name="name">The stream's name.</param>
    /// <param name="state">The state to emit, or null for none.</param>
    /// <param name="sink">Takes what is written.</param>
    /// <param name="log">Takes how it ended.</param>
    /// <param name="time">The clock.</param>
    public StreamRun(string name, IStreamState? state, IMessageSink sink, ILogger log, TimeProvider time)
    {
        Name = name;
        _sink = sink;
        _log = log;
        _state = state is null ? null : new StateEmission(name, state, sink, time);
    }

    /// <summary>The stream's name.</summary>
    public string Name { get; }

    /// <summary>How many records were written.</summary>
    public long Records { get; private set; }

    /// <summary>Whether COMPLETE or INCOMPLETE was written.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>How the stream ended.</summary>
    public StreamResult Result => new(Name, _complete ? StreamStatus.Complete : StreamStatus.Incomplete, Records, _errors)
    {
        Finished = _finished,
        Stopped = _stopped,
        DeferredUntil = _deferredUntil,
    };

    /// <summary>Partitions of the stream were found. With nothing left to read and nothing to follow, it ends.</summary>
    /// <param name="partitions">How many.</param>
    /// <param name="end">How the finding of partitions ended; null when others may follow.</param>
    public void Grow(int partitions, PartitionEnd? end)
    {
        _openPartitions += partitions;
        if (end is null)
        {
            return;
        }

        _isContinued = false;
        Take(end);
        EndIfRead();
    }

    /// <summary>Reading begins.</summary>
    public void Start()
    {
        if (!_started)
        {
            _started = true;
            _sink.WriteStreamStatus(Name, StreamStatus.Started);
        }
    }

    /// <summary>Writes records.</summary>
    public void Write(RecordBatch batch)
    {
        // Asked before anything is written; a batch that somebody has disposed already must not pass for an empty one.
        if (batch.Count == 0)
        {
            return;
        }

        EnsureRunning();
        _sink.WriteRecords(batch);
        Records += batch.Count;
        _state?.CountRecords(batch.Count);
        // Callers show a stream as waiting until its next record; a wait after that is news again.
        _rateLimitedUntil = null;
    }

    /// <summary>Takes over a checkpoint.</summary>
    public void Checkpoint(string partitionKey, IPartitionState partitionState)
    {
        EnsureRunning();
        WithState(state => state.Apply(partitionKey, partitionState));
    }

    /// <summary>Tells that the stream waits, unless this wait was told already.</summary>
    public void RateLimited(DateTimeOffset until)
    {
        if (HasEnded || until <= _rateLimitedUntil)
        {
            return;
        }

        Start();
        _rateLimitedUntil = until;
        _sink.WriteStreamStatus(Name, StreamStatus.Running, until);
    }

    /// <summary>A partition ended; with the last one, the stream does.</summary>
    public void EndPartition(string partitionKey, PartitionEnd end)
    {
        Take(end);
        if (end.IsFinal)
        {
            _finished.Add(partitionKey);
        }

        if (end.DeferredUntil is { } until && (_deferredUntil is null || until < _deferredUntil))
        {
            _deferredUntil = until;
        }

        _openPartitions--;
        EndIfRead();
    }

    /// <summary>Ends a stream that nothing can be read of, and nothing was: INCOMPLETE is all that is written of it.</summary>
    /// <param name="reason">Why.</param>
    public void Refuse(ErrorTrace reason)
    {
        _complete = false;
        AddError(reason);
        HasEnded = true;
        _sink.WriteStreamStatus(Name, StreamStatus.Incomplete);
    }

    /// <summary>Ends the stream before its partitions have: the run stops.</summary>
    /// <param name="reason">Why, or null when it was stopped from outside.</param>
    public void Abandon(ErrorTrace? reason)
    {
        if (HasEnded)
        {
            return;
        }

        _complete = false;
        _stopped |= reason is null;
        AddError(reason);
        End();
    }

    /// <summary>Something about the stream failed that no partition can be blamed for: a defect. The stream will end incomplete.</summary>
    public void Fail(Exception exception, string doing)
    {
        _complete = false;
        AddError(ErrorTraces.Of(exception, $"{doing} of stream {Name}", Name));
    }

    /// <summary>Writes what is still owed, and the terminal status; nothing of the stream may follow.</summary>
    private void End()
    {
        EnsureRunning();
        WithState(state => state.Finish());
        // Not needed any more; a run may have thousands of streams.
        _state = null;
        _log.LogInformation("Read {Count} records from {Stream}{Remark}", Records, Name, _complete ? "" : " (incomplete)");
        HasEnded = true;
        _sink.WriteStreamStatus(Name, _complete ? StreamStatus.Complete : StreamStatus.Incomplete);
    }

    private void Take(PartitionEnd end)
    {
        _complete &= end.Complete;
        _stopped |= end.IsStopped;
        AddError(end.Error);
    }

    private void EndIfRead()
    {
        if (_openPartitions == 0 && !_isContinued)
        {
            End();
        }
    }

    private void AddError(ErrorTrace? error)
    {
        // An error that concerns the whole run comes back from each of its partitions.
        if (error is not null && !_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    private void EnsureRunning()
    {
        Start();
        if (!_running)
        {
            _running = true;
            _sink.WriteStreamStatus(Name, StreamStatus.Running);
        }
    }

    /// <summary>A state that throws is a defect; the stream fails, and no further state of it is written.</summary>
    private void WithState(Action<StateEmission> use)
    {
        if (_state is not { } state)
        {
            return;
        }

        try
        {
            use(state);
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            _state = null;
            Fail(exception, "keeping the state");
        }
    }
}
