using System.Collections.Concurrent;

namespace Airbyte.Cdk.Tests;

/// <summary>Which partitions are read in which order, and which side by side.</summary>
public sealed class LaneTests
{
    [Fact]
    public async Task Partitions_with_one_key_are_read_one_after_the_other_in_the_order_of_the_catalog()
    {
        var journal = new ConcurrentQueue<string>();
        var streams = new[] { "day", "week", "days_28" }.Select(name => new ScriptedStream(name).Partition("page", async (_, _) =>
        {
            journal.Enqueue($"{name} begins");
            await Task.Yield();
            journal.Enqueue($"{name} ends");
        })).ToArray();

        await new HostRun { Source = new ScriptedSource { Streams = () => [.. streams.Reverse()], Concurrency = 8 } }.Read("week", "day", "days_28");

        Assert.Equal(["week begins", "week ends", "day begins", "day ends", "days_28 begins", "days_28 ends"], journal);
    }

    [Fact]
    public async Task Partitions_with_different_keys_are_read_side_by_side()
    {
        // Each waits for the other: only possible when both are read at the same time.
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var stream = new ScriptedStream("posts")
            .Partition("a", async (_, _) =>
            {
                first.SetResult();
                await second.Task;
            })
            .Partition("b", async (_, _) =>
            {
                second.SetResult();
                await first.Task;
            });

        var run = await new HostRun { Source = new ScriptedSource { Streams = () => [stream], Concurrency = 2 } }.Read("posts");

        Assert.Equal("STARTED RUNNING STATE COMPLETE", run.Messages.Story("posts"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Never_more_lanes_than_the_concurrency_are_open(int concurrency)
    {
        var open = 0;
        var most = 0;
        var gate = new Lock();
        var stream = new ScriptedStream("posts");
        for (var i = 0; i < 40; i++)
        {
            stream.Partition($"page {i}", async (output, stop) =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++open);
                }

                await output.Records(1, stop);
                await Task.Yield();
                lock (gate)
                {
                    open--;
                }
            });
        }

        await new HostRun { Source = new ScriptedSource { Streams = () => [stream], Concurrency = concurrency } }.Read("posts");

        Assert.InRange(most, 1, concurrency);
    }

    [Fact]
    public async Task Lanes_start_in_the_order_in_which_their_keys_first_appear()
    {
        var journal = new ConcurrentQueue<string>();
        ScriptedStream Stream(string name, params string[] keys)
        {
            var stream = new ScriptedStream(name);
            foreach (var key in keys)
            {
                stream.Partition(key, (_, _) =>
                {
                    journal.Enqueue($"{key}/{name}");
                    return Task.CompletedTask;
                });
            }

            return stream;
        }

        var streams = new[] { Stream("x", "2", "1"), Stream("y", "1", "3"), Stream("z", "2") };
        await new HostRun { Source = new ScriptedSource { Streams = () => streams } }.Read("x", "y", "z");

        Assert.Equal(["2/x", "2/z", "1/x", "1/y", "3/y"], journal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public async Task A_senseless_concurrency_still_reads_everything(int concurrency)
    {
        var stream = new ScriptedStream("posts").Partition("a", (output, stop) => output.Records(1, stop)).Partition("b", (output, stop) => output.Records(1, stop));

        var run = await new HostRun { Source = new ScriptedSource { Streams = () => [stream], Concurrency = concurrency } }.Read("posts");

        Assert.Equal("STARTED RUNNING RECORD*2 STATE COMPLETE", run.Messages.Story("posts"));
    }
}
