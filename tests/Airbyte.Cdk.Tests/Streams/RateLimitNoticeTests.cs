namespace Airbyte.Cdk.Tests;

public sealed class RateLimitNoticeTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_wait_is_told_as_running_with_its_reason_while_the_source_still_waits()
    {
        var output = new WatchedOutput();
        var run = await Read(output, async (partition, stop) =>
        {
            partition.RateLimited(Later);
            await output.Contains("RATE_LIMITED");
            await partition.Records(1, stop);
        });

        Assert.Equal("STARTED RUNNING RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        var notice = run.Messages.Single(message => message.ToJsonString().Contains("RATE_LIMITED", StringComparison.Ordinal));
        Assert.Equal(
            """[{"type":"RATE_LIMITED","rate_limited":{"quota_reset":1795338000000}}]""",
            notice["trace"]!["stream_status"]!["reasons"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_wait_is_told_once_until_records_come_again()
    {
        var output = new WatchedOutput();
        var run = await Read(output, async (partition, stop) =>
        {
            for (var i = 0; i < 100; i++)
            {
                partition.RateLimited(Later);
            }

            await output.Contains("RATE_LIMITED");
            await partition.Records(1, stop);
            await output.Contains("\"n\":1");
            partition.RateLimited(Later);
            await partition.Records(1, stop);
        });

        Assert.Equal(2, run.Messages.Count(IsNotice));
    }

    [Fact]
    public async Task A_longer_wait_is_told_anew()
    {
        var run = await Read(new WatchedOutput(), (partition, _) =>
        {
            partition.RateLimited(Later);
            partition.RateLimited(Later.AddMinutes(1));
            partition.RateLimited(Later);
            return Task.CompletedTask;
        });

        Assert.Equal([1795338000000, 1795338060000], run.Messages.Where(IsNotice).Select(message =>
            (long)message["trace"]!["stream_status"]!["reasons"]![0]!["rate_limited"]!["quota_reset"]!));
    }

    [Fact]
    public async Task A_notice_never_waits_for_a_slow_reader_and_is_not_lost()
    {
        var output = new WatchedOutput();
        var run = await Read(output, async (partition, stop) =>
        {
            output.Stall();
            var emitting = Task.CompletedTask;
            while (emitting.IsCompleted)
            {
                emitting = partition.Records(1000, stop);
            }

            // The channel is full: this must return all the same, or the test hangs.
            partition.RateLimited(Later);
            output.Resume();
            await emitting;
        });

        Assert.Equal(1, run.Messages.Count(IsNotice));
        Assert.Equal("COMPLETE", run.Messages.OfStream("posts").Last().Kind());
    }

    [Fact]
    public async Task A_notice_after_the_end_of_the_stream_is_dropped()
    {
        var output = new WatchedOutput();
        ScriptedOutput? kept = null;
        var streams = new[]
        {
            new ScriptedStream("posts").Partition("a", (partition, _) =>
            {
                kept = partition;
                return Task.CompletedTask;
            }),
            new ScriptedStream("pages").Partition("a", async (partition, stop) =>
            {
                await output.Contains("COMPLETE");
                kept!.RateLimited(Later);
                await partition.Records(1, stop);
            }),
        };

        var run = await new HostRun { Source = new ScriptedSource { Streams = () => streams }, Output = output }.Read("posts", "pages");

        Assert.Equal("STARTED RUNNING STATE COMPLETE", run.Messages.Story("posts"));
    }

    private static bool IsNotice(System.Text.Json.Nodes.JsonNode message) =>
        message.Kind() == "RUNNING" && message["trace"]!["stream_status"]!["reasons"] is not null;

    private static Task<HostRun> Read(WatchedOutput output, Func<ScriptedOutput, CancellationToken, Task> read) =>
        new HostRun { Source = new ScriptedSource { Streams = () => [new ScriptedStream("posts").Partition("a", read)] }, Output = output }.Read("posts");
}
