using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

/// <summary>Partitions that would have to wait for longer than a run lasts, and what is told of the others.</summary>
public sealed class DeferralTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_deferred_partition_makes_its_stream_incomplete_and_is_neither_an_error_nor_finished()
    {
        var run = await Read(
            new ScriptedStream("posts")
                .Partition("a", (output, stop) => output.Records(2, stop))
                .Partition("b", (_, _) => throw new PartitionDeferredException(Later.AddHours(1), "Facebook wants a rest."))
                .Partition("c", (_, _) => throw new PartitionDeferredException(Later, "Facebook wants a rest."))
                .Partition("d", (_, _) => throw new PartitionSkippedException("Gone.")),
            new ScriptedStream("likes").Partition("a", (output, stop) => output.Records(1, stop)));

        Assert.Equal(0, run.ExitCode);
        var posts = run.Source.Summarized![0];
        Assert.Equal((StreamStatus.Incomplete, 2L, Later), (posts.Status, posts.Records, posts.DeferredUntil));
        Assert.Empty(posts.Errors);
        Assert.False(posts.Stopped);
        Assert.Equal(["a", "d"], posts.Finished.Order(StringComparer.Ordinal));
        var likes = run.Source.Summarized[1];
        Assert.Null(likes.DeferredUntil);
        Assert.Equal(["a"], likes.Finished);
        Assert.Contains("Facebook wants a rest.", run.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stop_has_cut_off_is_told_apart_from_what_failed()
    {
        using var signal = new FakeSignal();
        var run = await new HostRun
        {
            Source = new ScriptedSource
            {
                Streams = () =>
                [
                    new ScriptedStream("posts").Partition("a", (output, stop) => output.Records(1, stop)),
                    new ScriptedStream("broken").Partition("a", (_, _) => throw new ConnectorException(FailureType.SystemError, "No.")),
                    new ScriptedStream("cut").Partition("a", async (output, stop) =>
                    {
                        await signal.Send();
                        stop.ThrowIfCancellationRequested();
                    }),
                    new ScriptedStream("never").Partition("a", (output, stop) => output.Records(1, stop)),
                ],
            },
            Signal = signal,
        }.Read("posts", "broken", "cut", "never");

        var results = run.Source.Summarized!.ToDictionary(result => result.Name);
        Assert.Equal([false, false, true, true], new[] { "posts", "broken", "cut", "never" }.Select(name => results[name].Stopped));
        Assert.Equal(["a"], results["posts"].Finished);
        Assert.Empty(results["broken"].Finished);
        Assert.Empty(results["cut"].Finished);
    }

    private static Task<HostRun> Read(params ScriptedStream[] streams) =>
        new HostRun { Source = new ScriptedSource { Streams = () => streams } }.Read([.. streams.Select(stream => stream.Name)]);
}
