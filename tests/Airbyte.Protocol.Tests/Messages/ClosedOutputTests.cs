namespace Airbyte.Protocol.Tests;

public sealed class ClosedOutputTests
{
    public static TheoryData<string, Action<JsonLinesMessageWriter>> EveryCall => new()
    {
        { "records", WriteOneRecord },
        { "state", writer => writer.WriteState("s", "{}"u8, 1) },
        { "log", writer => writer.WriteLog(MessageLevel.Info, "text") },
        { "status", writer => writer.WriteStreamStatus("s", StreamStatus.Running) },
        { "error", writer => writer.WriteError(new ErrorTrace(FailureType.SystemError, "text")) },
        { "specification", writer => writer.WriteSpecification("{}"u8.ToArray()) },
        { "connection status", writer => writer.WriteConnectionStatus(succeeded: true, message: null) },
        { "catalog", writer => writer.WriteCatalog([]) },
        { "flush", writer => writer.Flush() },
    };

    [Theory]
    [MemberData(nameof(EveryCall))]
    public void After_a_broken_pipe_every_call_says_so(string call, Action<JsonLinesMessageWriter> write)
    {
        using var output = new RecordingStream { BreaksAfter = 0 };
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        var first = Assert.Throws<OutputClosedException>(() => writer.WriteLog(MessageLevel.Info, "first"));

        Assert.Equal("Broken pipe", first.InnerException!.Message);
        var again = Assert.Throws<OutputClosedException>(() => write(writer));
        Assert.True(again.InnerException is IOException, call);
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public void After_the_reader_was_seen_to_be_gone_every_call_says_so(string call, Action<JsonLinesMessageWriter> write)
    {
        using var output = new RecordingStream();
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        writer.Close(new IOException(call));

        Assert.Throws<OutputClosedException>(() => write(writer));
        Assert.Empty(output.Writes);
    }

    [Fact]
    public void The_token_tells_everybody_at_once()
    {
        using var output = new RecordingStream { BreaksAfter = 1 };
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        writer.WriteLog(MessageLevel.Info, "first");
        Assert.False(writer.OutputClosed.IsCancellationRequested);

        Assert.Throws<OutputClosedException>(() => writer.WriteLog(MessageLevel.Info, "second"));
        Assert.True(writer.OutputClosed.IsCancellationRequested);
    }

    [Fact]
    public void Records_that_fill_the_buffer_notice_a_broken_pipe_without_a_flush()
    {
        using var output = new RecordingStream { BreaksAfter = 3 };
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        using var batch = WriterHarness.Batch("s", [.. Enumerable.Repeat(new string('x', 1000), 200)]);

        Assert.Throws<OutputClosedException>(() => writer.WriteRecords(batch));
        Assert.Equal(3, output.Writes.Count);
    }

    [Fact]
    public async Task The_reader_may_be_declared_gone_while_a_write_hangs()
    {
        using var reached = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var output = new RecordingStream
        {
            Writing = () =>
            {
                reached.Set();
                release.Wait();
            },
        };
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        var hanging = Task.Run(() => writer.WriteLog(MessageLevel.Info, "hangs"), TestContext.Current.CancellationToken);
        reached.Wait(TestContext.Current.CancellationToken);

        writer.Close(new IOException("gone"));
        Assert.True(writer.OutputClosed.IsCancellationRequested);

        release.Set();
        await hanging;
        Assert.Throws<OutputClosedException>(() => writer.WriteLog(MessageLevel.Info, "after"));
    }

    private static void WriteOneRecord(JsonLinesMessageWriter writer)
    {
        using var batch = WriterHarness.Batch("s", "a");
        writer.WriteRecords(batch);
    }

    [Fact]
    public void A_look_at_the_reader_that_comes_after_the_end_of_the_run_does_no_harm()
    {
        var writer = new JsonLinesMessageWriter(Stream.Null, TimeProvider.System, text => text);
        writer.Dispose();

        Assert.False(writer.OutputClosed.IsCancellationRequested);
        writer.Close(new IOException("Broken pipe"));
    }
}
