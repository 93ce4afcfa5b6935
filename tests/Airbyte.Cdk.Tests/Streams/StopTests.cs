using System.Text;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Airbyte.Cdk.Tests;

/// <summary>A read that is stopped: by a signal, or because nobody reads any more.</summary>
public sealed class StopTests : IDisposable
{
    private readonly FakeSignal _signal = new();

    public void Dispose() => _signal.Dispose();

    [Fact]
    public async Task A_signal_ends_all_streams_incomplete_with_what_was_checkpointed_and_the_process_dies_of_it()
    {
        var run = await Read(
            new ScriptedStream("done").Partition("a", (output, stop) => output.Records(1, stop)),
            new ScriptedStream("begun").Partition("a", async (output, stop) =>
            {
                await output.Records(2, stop);
                await output.Checkpoint(stop);
                await output.Records(1, stop);
                await _signal.Send();
                await Task.Delay(Timeout.Infinite, stop);
            }),
            new ScriptedStream("never").Partition("a", (_, _) => throw new InvalidOperationException("must not be read")));

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("done"));
        Assert.Equal("STARTED RUNNING RECORD*2 STATE RECORD*1 STATE INCOMPLETE", run.Messages.Story("begun"));
        Assert.Equal("STARTED RUNNING STATE INCOMPLETE", run.Messages.Story("never"));
        Assert.Empty(run.Messages.Errors());
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
        Assert.Equal(1, _signal.Ends);
    }

    [Fact]
    public async Task Checkpoints_of_a_state_with_many_parts_come_out_when_stopped()
    {
        var run = await Read(new ScriptedStream("posts") { State = new PositionsState(partCount: 500) }.Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(stop);
            await _signal.Send();
            await Task.Delay(Timeout.Infinite, stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*2 STATE INCOMPLETE", run.Messages.Story("posts"));
    }

    [Fact]
    public async Task A_failure_before_the_stop_is_still_reported()
    {
        var run = await Read(
            new ScriptedStream("failed").Partition("a", (_, _) => throw new ConnectorException(FailureType.TransientError, "It failed.")),
            new ScriptedStream("begun").Partition("a", async (_, stop) =>
            {
                await _signal.Send();
                await Task.Delay(Timeout.Infinite, stop);
            }));

        Assert.Equal("It failed.", (string)Assert.Single(run.Messages.Errors())["message"]!);
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
    }

    [Fact]
    public async Task A_failure_that_the_stop_causes_is_none()
    {
        var run = await Read(new ScriptedStream("posts").Partition("a", async (_, stop) =>
        {
            await _signal.Send();
            stop.WaitHandle.WaitOne();
            throw new ConnectorException(FailureType.TransientError, "The request was aborted.");
        }));

        Assert.Empty(run.Messages.Errors());
        Assert.Equal("STARTED RUNNING STATE INCOMPLETE", run.Messages.Story("posts"));
    }

    [Fact]
    public async Task A_partition_that_does_not_listen_cannot_hold_back_the_states()
    {
        var deaf = new TaskCompletionSource();
        var tooLate = new TaskCompletionSource<Task>();
        var stream = new ScriptedStream("posts").Partition("a", async (partition, stop) =>
        {
            await partition.Records(2, stop);
            await partition.Checkpoint(stop);
            await _signal.Send();
            await deaf.Task;
            var emitting = partition.Records(1, CancellationToken.None);
            tooLate.SetResult(emitting);
            await emitting;
        });
        using var output = new MemoryStream();
        var time = new FakeTimeProvider();
        using var writer = new JsonLinesMessageWriter(output, time, text => text);

        // The runner alone, as the host would lose patience as well while the clock runs on.
        var running = new SyncRunner(writer, NullLogger.Instance, time).RunAsync([stream.Name], [stream], AsyncEnumerable.Empty<IReadOnlyList<IStream>>(), concurrency: 1, _signal.Requested);
        while (!running.IsCompleted)
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var outcome = await running;
        Assert.True(outcome.Stopped);
        Assert.Equal("STARTED RUNNING RECORD*2 STATE INCOMPLETE", WireMessages.Parse(Encoding.UTF8.GetString(output.ToArray())).Story("posts"));

        deaf.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await await tooLate.Task);
    }

    [Fact]
    public async Task A_partition_that_returns_after_the_signal_as_if_it_were_done_is_not_believed()
    {
        var run = await Read(new ScriptedStream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(1, stop);
            await _signal.Send();
        }));

        Assert.Equal("STARTED RUNNING RECORD*1 STATE INCOMPLETE", run.Messages.Story("posts"));
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
    }

    [Fact]
    public async Task A_signal_that_comes_when_everything_is_read_changes_nothing()
    {
        var source = new ScriptedSource { Streams = () => [new ScriptedStream("posts").Partition("a", (output, stop) => output.Records(1, stop))], Summarizing = () => _ = _signal.Send() };
        var run = await new HostRun { Source = source, Signal = _signal }.Read("posts");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, _signal.Ends);
    }

    [Fact]
    public async Task A_reader_that_goes_away_stops_the_source_which_says_so_on_standard_error()
    {
        var output = new WatchedOutput();
        var stopped = new TaskCompletionSource();
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Streams = () => [new ScriptedStream("posts").Partition("a", async (partition, stop) =>
                {
                    await partition.Records(1, stop);
                    await output.Contains("\"n\":1");
                    output.Break();
                    try
                    {
                        while (true)
                        {
                            await partition.Records(1, stop);
                        }
                    }
                    finally
                    {
                        stopped.SetResult();
                    }
                })],
            },
            Output = output,
        };
        await run.Read("posts");

        Assert.Equal(1, run.ExitCode);
        await stopped.Task;
        Assert.Equal("source-scripted: the output cannot be written any more (Broken pipe); stopped.\n", run.StandardError);
    }

    [Fact]
    public async Task A_reader_that_goes_away_during_a_long_wait_is_noticed_within_two_seconds()
    {
        var gone = false;
        var waiting = new TaskCompletionSource();
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Streams = () => [new ScriptedStream("posts").Partition("a", async (_, stop) =>
                {
                    waiting.SetResult();
                    await Task.Delay(TimeSpan.FromHours(1), stop);
                })],
            },
            ReaderIsGone = () => Volatile.Read(ref gone),
        };
        var running = run.Read("posts");
        await waiting.Task;
        run.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(running.IsCompleted);

        Volatile.Write(ref gone, value: true);
        run.Time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal(1, run.ExitCode);
        Assert.NotEqual("", run.StandardError);
    }

    private Task<HostRun> Read(params ScriptedStream[] streams) =>
        new HostRun { Source = new ScriptedSource { Streams = () => streams }, Signal = _signal }.Read([.. streams.Select(stream => stream.Name)]);
}
