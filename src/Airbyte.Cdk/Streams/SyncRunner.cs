using System.Threading.Channels;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>
/// Reads the streams: lanes side by side, the partitions of a lane in order, everything through one channel to the one place that
/// writes records, states
/// and statuses.
/// </summary>
internal sealed class SyncRunner(IMessageSink sink, ILogger log, TimeProvider time)
{
    /// <summary>
    /// How long partitions may take to notice that the run stops. The caller of a stopped run has promised two seconds in all.
    /// </summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(500);

    private readonly OutputChannel _channel = new();
    private ErrorTrace? _abort;

    /// <summary>Reads the streams to their ends, or until stopped. Errors of streams are in the outcome, and not written yet.</summary>
    /// <param name="wished">The names of the configured streams, in the order of the catalog.</param>
    /// <param name="opened">Those that can be read at once, in any order.</param>
    /// <param name="further">What is found while these are read.</param>
    /// <param name="concurrency">How many lanes at a time.</param>
    /// <param name="cancellationToken">Stops the run: what was checkpointed is still written as state.</param>
    /// <exception cref="OutputClosedException">The reader of the output is gone.</exception>
    public async Task<ReadOutcome> RunAsync(
        IReadOnlyList<string> wished, IReadOnlyList<IStream> opened, IAsyncEnumerable<IReadOnlyList<IStream>> further, int concurrency, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lanes = Channel.CreateUnbounded<Lane>();
        var intake = new StreamIntake(wished, (name, state) => new StreamRun(name, state, sink, log, time), _channel, lanes.Writer, log);

        var pumping = PumpAsync(stop);
        var finding = Task.Run(() => intake.RunAsync(opened, further, stop.Token), CancellationToken.None);
        await WithPatienceAsync(Task.WhenAll(finding, ReadLanesAsync(lanes.Reader, concurrency, stop)), stop.Token);
        _channel.Close();
        await pumping;

        var runs = intake.Runs();
        foreach (var run in runs)
        {
            run.Abandon(_abort);
        }

        sink.Flush();
        var results = runs.Select(run => run.Result).ToList();
        return new ReadOutcome(
            results,
            [.. results.SelectMany(result => result.Errors).Distinct(ReferenceEqualityComparer.Instance).Cast<ErrorTrace>()],
            Stopped: cancellationToken.IsCancellationRequested && results.Exists(result => result.Status == StreamStatus.Incomplete));
    }

    private async Task PumpAsync(CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(() => _channel.PumpAsync(sink), CancellationToken.None);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // A lane that comes after a stop is not read, so nothing else has to end the loop.
    private Task ReadLanesAsync(ChannelReader<Lane> lanes, int concurrency, CancellationTokenSource stop) => Parallel.ForEachAsync(
        lanes.ReadAllAsync(CancellationToken.None),
        new ParallelOptions { MaxDegreeOfParallelism = Math.Max(concurrency, 1) },
        async (lane, _) => await ReadLaneAsync(lane, stop));

    private async Task ReadLaneAsync(Lane lane, CancellationTokenSource stop)
    {
        foreach (var (run, partition) in lane.Partitions)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await _channel.WriteAsync(new OutputItem.Started(run), stop.Token);
                var end = await ReadPartitionAsync(run, partition, stop);
                // Not cancelled: how the partition ended must not get lost, and the pump takes it even when the run stops.
                await _channel.WriteAsync(new OutputItem.Ended(run, partition.Key, end), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<PartitionEnd> ReadPartitionAsync(StreamRun run, IPartition partition, CancellationTokenSource stop)
    {
        using var scope = partition.LogScope is { } about ? log.BeginScope(about) : null;
        try
        {
            await partition.ReadAsync(new PartitionOutput(run, partition.Key, _channel), stop.Token);
            // One that returns although it was told to stop may have stopped early: COMPLETE must never be a guess.
            return stop.IsCancellationRequested ? Stopped() : PartitionEnd.Done;
        }
        catch (PartitionSkippedException)
        {
            return PartitionEnd.Skipped;
        }
        catch (PartitionDeferredException exception)
        {
            log.LogInformation("Reading {Stream} is put off until {Until:u}: {Message}", run.Name, exception.Until, exception.Message);
            return PartitionEnd.Deferred(exception.Until);
        }
        catch (SyncAbortedException exception)
        {
            var error = ErrorTraces.Of(exception, $"reading stream {run.Name}");
            error = Interlocked.CompareExchange(ref _abort, error, comparand: null) ?? error;
            await stop.CancelAsync();
            return PartitionEnd.Failed(error);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return Stopped();
        }
        catch (Exception exception)
        {
            var error = ErrorTraces.Of(exception, $"reading stream {run.Name}", run.Name);
            log.LogError("Reading {Stream} failed: {Message}", run.Name, error.Message);
            return PartitionEnd.Failed(error);
        }
    }

    private PartitionEnd Stopped() => _abort is { } reason ? PartitionEnd.Failed(reason) : PartitionEnd.Stopped;

    /// <summary>
    /// Waits for the lanes; after a stop only for a while, so that one that does not listen cannot hold back the states of the others.
    /// </summary>
    private async Task WithPatienceAsync(Task reading, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await Task.WhenAny(reading, stopped.Task);
        if (!reading.IsCompleted)
        {
            using var patience = new CancellationTokenSource();
            await Task.WhenAny(reading, Task.Delay(StopPatience, time, patience.Token));
            await patience.CancelAsync();
        }

        if (reading.IsCompleted)
        {
            await reading;
        }
    }
}
