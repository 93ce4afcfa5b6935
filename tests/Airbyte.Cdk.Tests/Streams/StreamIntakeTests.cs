using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

/// <summary>Streams and partitions that are found while others are being read.</summary>
public sealed class StreamIntakeTests
{
    private readonly TaskCompletionSource _firstIsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_was_found_is_read_while_the_rest_is_being_found()
    {
        // The rest is found only when the first part is read: the other way round, this would not end.
        var run = await Read(
            [One("early")],
            stop => AfterTheFirst([[One("late")]]),
            "late",
            "early");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("early"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("late"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_stream_that_goes_on_ends_with_its_last_part_and_keeps_the_state_of_its_first()
    {
        // Side by side, the last two parts could come in any order.
        var source = new ScriptedSource
        {
            Streams = () => [One("pages", "a", isContinued: true)],
            Further = stop => AfterTheFirst([[One("pages", "b", isContinued: true)], [One("pages", "c")]]),
            Concurrency = 1,
        };

        var run = await new HostRun { Source = source }.Read("pages");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE RECORD*1 STATE RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
        Assert.Equal("""{"version":1,"a":1,"b":1,"c":1}""", run.Messages.Last(message => message.Kind() == "STATE")["state"]!["stream"]!["stream_state"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stream_that_goes_on_but_comes_no_more_ends_when_everything_is_found()
    {
        var run = await Read([One("pages", isContinued: true)], stop => AfterTheFirst([]), "pages");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("pages"));
    }

    [Fact]
    public async Task Partitions_with_one_key_keep_the_order_of_the_catalog_also_when_they_are_found_later()
    {
        List<string> journal = [];
        ScriptedStream Noting(string name) => new ScriptedStream(name).Partition("k", (_, _) =>
        {
            journal.Add(name);
            return Task.CompletedTask;
        });

        await Read([One("first")], stop => AfterTheFirst([[Noting("z"), Noting("x"), Noting("y")]]), "y", "first", "x", "z");

        Assert.Equal(["y", "x", "z"], journal);
    }

    [Fact]
    public async Task A_stream_that_never_comes_is_refused_when_everything_is_found()
    {
        var run = await Read([One("first")], stop => AfterTheFirst([[One("late")]]), "gone", "first", "late");

        Assert.Equal("INCOMPLETE ERROR", run.Messages.Story("gone"));
        Assert.Contains("the source does not have it any more", (string?)run.Messages.Errors().Single()["message"], StringComparison.Ordinal);
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("late"));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task When_the_rest_cannot_be_found_what_was_found_is_complete_and_the_failure_is_told_once()
    {
        var run = await Read(
            [One("first"), One("pages", "k", isContinued: true)],
            stop => AfterTheFirst([[One("second")]], new ConnectorException(FailureType.TransientError, "Facebook is away.")),
            "pages",
            "first",
            "second",
            "third",
            "fourth");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("first"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("second"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE INCOMPLETE", run.Messages.Story("pages"));
        Assert.Equal("INCOMPLETE", run.Messages.Story("third"));
        Assert.Equal("INCOMPLETE", run.Messages.Story("fourth"));
        Assert.Equal("Facebook is away.", (string?)run.Messages.Errors().Single()["message"]);
        Assert.Contains("Facebook is away. Those that were found are read; 3 are not, or not wholly.", run.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Nothing_is_looked_for_once_every_configured_stream_is_there()
    {
        var asked = 0;
        async IAsyncEnumerable<IReadOnlyList<IStream>> Counting()
        {
            await _firstIsRead.Task;
            foreach (var name in new[] { "second", "third", "fourth" })
            {
                asked++;
                yield return [One(name)];
            }
        }

        var run = await Read([One("first")], stop => Counting(), "first", "third");
        Assert.Equal(("STARTED RUNNING RECORD*1 STATE COMPLETE", 2), (run.Messages.Story("third"), asked));

        await Read([One("first")], stop => Counting(), "first");
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_run_that_is_stopped_does_not_wait_for_what_is_being_found()
    {
        using var signal = new FakeSignal();
        var output = new WatchedOutput();
        async IAsyncEnumerable<IReadOnlyList<IStream>> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            await output.Contains("\"COMPLETE\"");
            await output.Contains("\"name\":\"pages\"},\"stream_state\"");
            await signal.Send();
            await Task.Delay(Timeout.Infinite, stop);
            yield break;
        }

        var source = new ScriptedSource { Streams = () => [One("first"), One("pages", "k", isContinued: true)], Further = Endless, Concurrency = 2 };
        var run = await new HostRun { Source = source, Signal = signal, Output = output }.Read("first", "pages", "never");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("first"));
        Assert.EndsWith("STATE INCOMPLETE", run.Messages.Story("pages"), StringComparison.Ordinal);
        Assert.Equal("STARTED RUNNING INCOMPLETE", run.Messages.Story("never"));
        Assert.Empty(run.Messages.Errors());
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
    }

    private static Task<HostRun> Read(IReadOnlyList<IStream> opened, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<IStream>>> further, params string[] catalog) =>
        new HostRun { Source = new ScriptedSource { Streams = () => opened, Further = further, Concurrency = 2 } }.Read(catalog);

    private ScriptedStream One(string name, string? key = null, bool isContinued = false) => new ScriptedStream(name) { IsContinued = isContinued }.Partition(key ?? name, async (output, stop) =>
    {
        await output.Records(1, stop);
        await output.Checkpoint(stop);
        _firstIsRead.TrySetResult();
    });

    private async IAsyncEnumerable<IReadOnlyList<IStream>> AfterTheFirst(IReadOnlyList<IReadOnlyList<IStream>> parts, Exception? failure = null)
    {
        await _firstIsRead.Task;
        foreach (var part in parts)
        {
            yield return part;
        }

        if (failure is not null)
        {
            throw failure;
        }
    }
}
