using System.Text.Json;
using System.Text.Json.Nodes;
using Airbyte.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Airbyte.Cdk.Tests;

/// <summary>The story of a stream on the wire, one situation after the other.</summary>
public sealed class SyncRunnerTests
{
    [Fact]
    public async Task A_stream_goes_from_started_over_running_records_and_state_to_complete()
    {
        var run = await Read(Stream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*2 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_stream_without_records_still_runs_and_has_a_state()
    {
        var run = await Read(Stream("posts").Partition("a", (_, _) => Task.CompletedTask));

        Assert.Equal("STARTED RUNNING STATE COMPLETE", run.Messages.Story("posts"));
    }

    [Fact]
    public async Task A_stream_without_partitions_is_complete_at_once()
    {
        var run = await Read(Stream("posts"), Stream("pages").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
    }

    [Fact]
    public async Task A_stream_whose_state_was_not_understood_emits_none()
    {
        var run = await Read(new ScriptedStream("posts") { State = null }.Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*2 COMPLETE", run.Messages.Story("posts"));
    }

    [Fact]
    public async Task Each_checkpoint_is_a_state_that_counts_the_records_since_the_last()
    {
        var run = await Read(Stream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Records(1, stop);
            await output.Checkpoint(stop);
            await output.Records(4, stop);
            await output.Checkpoint(stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*3 STATE RECORD*4 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(["""{"version":1,"a":3} 3""", """{"version":1,"a":7} 4"""], States(run, "posts"));
    }

    [Fact]
    public async Task The_same_state_is_not_repeated_and_its_count_runs_on()
    {
        var run = await Read(Stream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(2, stop);
            await output.Records(3, stop);
            await output.Checkpoint(2, stop);
            await output.Checkpoint(2, stop);
            await output.Records(1, stop);
            await output.Checkpoint(6, stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*2 STATE RECORD*4 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(["""{"version":1,"a":2} 2""", """{"version":1,"a":6} 4"""], States(run, "posts"));
    }

    [Fact]
    public async Task Records_after_the_last_checkpoint_are_counted_by_a_last_state_that_covers_nothing_new()
    {
        var run = await Read(Stream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(stop);
            await output.Records(3, stop);
            throw new ConnectorException(FailureType.TransientError, "Gone.");
        }));

        Assert.Equal(["""{"version":1,"a":2} 2""", """{"version":1,"a":2} 3"""], States(run, "posts"));
    }

    [Fact]
    public async Task A_checkpoint_that_changes_nothing_adds_no_state_at_the_end()
    {
        var run = await Read(Stream("posts").Partition("a", async (output, stop) =>
        {
            await output.Records(2, stop);
            await output.Checkpoint(stop);
            await output.Checkpoint(stop);
        }));

        Assert.Equal("STARTED RUNNING RECORD*2 STATE COMPLETE", run.Messages.Story("posts"));
    }

    [Fact]
    public async Task A_state_of_many_parts_waits_for_ten_records_a_part()
    {
        var stream = new ScriptedStream("posts") { State = new PositionsState(partCount: 3) }.Partition("a", async (output, stop) =>
        {
            for (var slice = 0; slice < 14; slice++)
            {
                await output.Records(5, stop);
                await output.Checkpoint(stop);
            }
        });

        var run = await Read(stream);

        Assert.Equal(["""{"version":1,"a":30} 30""", """{"version":1,"a":60} 30""", """{"version":1,"a":70} 10"""], States(run, "posts"));
    }

    [Fact]
    public async Task What_was_held_back_comes_out_when_the_stream_fails()
    {
        var stream = new ScriptedStream("posts") { State = new PositionsState(partCount: 100) }.Partition("a", async (output, stop) =>
        {
            await output.Records(5, stop);
            await output.Checkpoint(stop);
            throw new ConnectorException(FailureType.TransientError, "Gone.");
        });

        var run = await Read(stream);

        Assert.Equal("STARTED RUNNING RECORD*5 STATE INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal(["""{"version":1,"a":5} 5"""], States(run, "posts"));
    }

    [Fact]
    public async Task A_state_of_many_parts_does_not_wait_longer_than_five_minutes()
    {
        var output = new WatchedOutput();
        var time = new FakeTimeProvider();
        var stream = new ScriptedStream("posts") { State = new PositionsState(partCount: 100) }.Partition("a", async (partition, stop) =>
        {
            await partition.Records(1, stop);
            await partition.Checkpoint(stop);
            await output.Contains("\"n\":1");
            time.Advance(TimeSpan.FromMinutes(5));
            await partition.Records(1, stop);
            await partition.Checkpoint(stop);
            await partition.Records(1, stop);
            await partition.Checkpoint(stop);
        });

        var run = await new HostRun { Source = new ScriptedSource { Streams = () => [stream] }, Output = output, Time = time }.Read("posts");

        Assert.Equal(["""{"version":1,"a":2} 2""", """{"version":1,"a":3} 1"""], States(run, "posts"));
    }

    [Fact]
    public async Task A_failed_partition_leaves_the_others_alone_and_is_reported_after_the_last_record_of_all()
    {
        var run = await Read(
            Stream("posts")
                .Partition("a", async (output, stop) =>
                {
                    await output.Records(1, stop);
                    throw new ConnectorException(FailureType.TransientError, "Page a does not answer.", "HTTP 500");
                })
                .Partition("b", (output, stop) => output.Records(2, stop)),
            Stream("pages").Partition("c", (output, stop) => output.Records(3, stop)));

        Assert.Equal("STARTED RUNNING RECORD*3 STATE INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING RECORD*3 STATE COMPLETE", run.Messages.Story("pages"));
        Assert.Equal("ERROR", run.Messages[^1].Kind());
        var error = Assert.Single(run.Messages.Errors());
        Assert.Equal(
            """{"message":"Page a does not answer.","internal_message":"HTTP 500","failure_type":"transient_error","stream_descriptor":{"name":"posts"}}""",
            error.ToJsonString());
        Assert.Contains(run.Messages.Logs("ERROR"), log => log.Contains("Page a does not answer.", StringComparison.Ordinal));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task The_partitions_that_follow_a_failed_one_with_the_same_key_are_read()
    {
        var run = await Read(
            Stream("posts").Partition("a", (_, _) => throw new ConnectorException(FailureType.ConfigError, "No.")),
            Stream("pages").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
    }

    [Fact]
    public async Task A_skipped_partition_makes_its_stream_incomplete_and_is_no_error()
    {
        var run = await Read(
            Stream("posts")
                .Partition("a", async (output, stop) =>
                {
                    await output.Records(1, stop);
                    await output.Checkpoint(stop);
                    throw new PartitionSkippedException("No access to a.");
                })
                .Partition("b", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING RECORD*1 STATE RECORD*1 STATE INCOMPLETE", run.Messages.Story("posts"));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(Assert.Single(run.Source.Summarized!).Errors);
    }

    [Fact]
    public async Task An_abort_stops_everything_with_states_and_one_error_for_the_whole_run()
    {
        var reading = new TaskCompletionSource();
        var run = await Read(
            concurrency: 2,
            Stream("posts").Partition("a", async (output, stop) =>
            {
                await output.Records(2, stop);
                await output.Checkpoint(stop);
                reading.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
            }),
            Stream("pages").Partition("b", async (_, _) =>
            {
                await reading.Task;
                throw new SyncAbortedException(FailureType.ConfigError, "The access token has died.", "code 190");
            }),
            Stream("never").Partition("a", (_, _) => throw new InvalidOperationException("must not be read")));

        Assert.Equal("STARTED RUNNING RECORD*2 STATE INCOMPLETE", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING STATE INCOMPLETE", run.Messages.Story("pages"));
        Assert.Equal("STARTED RUNNING STATE INCOMPLETE", run.Messages.Story("never"));
        Assert.Equal(
            """{"message":"The access token has died.","internal_message":"code 190","failure_type":"config_error"}""",
            Assert.Single(run.Messages.Errors()).ToJsonString());
        Assert.Equal("ERROR", run.Messages[^1].Kind());
        Assert.Equal(1, run.ExitCode);
        Assert.All(run.Source.Summarized!, result => Assert.Equal("The access token has died.", Assert.Single(result.Errors).Message));
    }

    [Fact]
    public async Task An_unexpected_exception_is_a_defect_whose_stack_is_not_the_message()
    {
        var run = await Read(Stream("posts").Partition("a", (_, _) => throw new InvalidOperationException("index out of luck")));

        var error = Assert.Single(run.Messages.Errors());
        Assert.Equal("system_error", (string)error["failure_type"]!);
        Assert.Equal("posts", (string)error["stream_descriptor"]!["name"]!);
        Assert.Equal("index out of luck", (string)error["internal_message"]!);
        Assert.Contains("stream posts", (string)error["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Contains("   at ", (string)error["stack_trace"]!, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_defect_too()
    {
        var run = await Read(Stream("posts").Partition("a", (_, _) => throw new TaskCanceledException("The request timed out.")));

        Assert.Equal("STARTED RUNNING STATE INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal("system_error", (string)Assert.Single(run.Messages.Errors())["failure_type"]!);
    }

    [Fact]
    public async Task A_batch_of_another_stream_fails_its_partition_and_writes_nothing()
    {
        var run = await Read(
            Stream("posts").Partition("a", async (output, _) =>
            {
                using var batch = new RecordBatch("pages");
                await output.Emit(batch);
            }),
            Stream("pages").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING STATE INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
    }

    [Fact]
    public async Task A_batch_that_was_disposed_too_early_is_a_defect_and_not_a_silent_loss()
    {
        var run = await Read(
            Stream("posts").Partition("a", async (output, stop) =>
            {
                var batch = new RecordBatch("posts");
                batch.Dispose();
                await output.Emit(batch);
                await output.Records(1, stop);
            }),
            Stream("pages").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING RECORD*1 STATE INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
        Assert.StartsWith(
            "A defect of the connector ended writing records of stream posts (ObjectDisposedException)",
            (string)Assert.Single(run.Messages.Errors())["message"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_throws_fails_its_stream_and_no_other()
    {
        var run = await Read(
            new ScriptedStream("posts") { State = new BrokenState() }.Partition("a", async (output, stop) =>
            {
                await output.Records(1, stop);
                await output.Checkpoint(stop);
                await output.Records(1, stop);
            }),
            Stream("pages").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal("STARTED RUNNING RECORD*2 INCOMPLETE ERROR", run.Messages.Story("posts"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
        Assert.Equal("system_error", (string)Assert.Single(run.Messages.Errors())["failure_type"]!);
    }

    [Fact]
    public async Task Records_reach_the_reader_while_the_source_waits()
    {
        var output = new WatchedOutput();
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Streams = () => [Stream("posts").Partition("a", async (partition, stop) =>
                {
                    await partition.Records(1, stop);
                    // Hangs for ever unless the record is pushed out without anything following it.
                    await output.Contains("\"n\":1");
                })],
            },
            Output = output,
        };
        await run.Read("posts");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_slow_reader_slows_the_source()
    {
        var output = new WatchedOutput();
        var taken = 0;
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Streams = () => [Stream("posts").Partition("a", async (partition, stop) =>
                {
                    output.Stall();
                    var emitting = Task.CompletedTask;
                    // Each batch is more than the writer buffers, so the reader has to take the first before the second is touched.
                    for (; emitting.IsCompleted && taken < 100; taken++)
                    {
                        emitting = partition.Records(1000, stop);
                    }

                    output.Resume();
                    await emitting;
                })],
            },
            Output = output,
        };
        await run.Read("posts");

        Assert.InRange(taken, 2, 40);
        Assert.Equal(taken * 1000, run.Source.Summarized![0].Records);
    }

    [Fact]
    public async Task The_log_tells_what_is_read_and_what_came_of_it()
    {
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Summary = "12 requests, 1 wait.",
                Streams = () =>
                [
                    Stream("posts").Partition("a", (output, stop) => output.Records(3, stop)),
                    Stream("pages").Partition("a", (_, _) => throw new PartitionSkippedException("No.")),
                ],
            },
        };
        run.With("state.json", """{"pages": {"end_time": "1"}}""").With("catalog.json", HostRun.Catalog("posts", "pages"));
        await run.Run("read", "--config", "config.json", "--catalog", "catalog.json", "--state", "state.json");

        Assert.Equal(
            ["Reading posts, pages. State found for 1 of 2.", "Read 3 records from posts", "Read 0 records from pages (incomplete)", "12 requests, 1 wait."],
            run.Messages.Logs("INFO"));
        Assert.Equal([("posts", StreamStatus.Complete, 3L), ("pages", StreamStatus.Incomplete, 0L)], run.Source.Summarized!.Select(result => (result.Name, result.Status, result.Records)));
    }

    private static ScriptedStream Stream(string name) => new(name);

    private static Task<HostRun> Read(params ScriptedStream[] streams) => Read(concurrency: 1, streams);

    private static Task<HostRun> Read(int concurrency, params ScriptedStream[] streams) =>
        new HostRun { Source = new ScriptedSource { Streams = () => streams, Concurrency = concurrency } }
            .Read([.. streams.Select(stream => stream.Name)]);

    private static IEnumerable<string> States(HostRun run, string stream) =>
        from message in run.Messages.OfStream(stream)
        where message.Kind() == "STATE"
        let state = message["state"]!
        select $"{state["stream"]!["stream_state"]!.ToJsonString()} {Count(state)}";

    private static int Count(JsonNode state) => (int)(double)state["sourceStats"]!["recordCount"]!;

    private sealed class BrokenState : IStreamState
    {
        public int PartCount => 1;

        public void Set(string partitionKey, IPartitionState state)
        {
        }

        public void WriteTo(Utf8JsonWriter writer) => throw new InvalidOperationException("broken");
    }
}
