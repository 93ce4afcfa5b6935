using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Airbyte.Protocol.Tests;

public sealed class JsonLinesMessageWriterTests
{
    [Fact]
    public void Records_wait_in_the_buffer_until_a_flush()
    {
        using var harness = new WriterHarness();
        using var batch = WriterHarness.Batch("s", "a");
        harness.Writer.WriteRecords(batch);
        Assert.Equal("", harness.Text);

        harness.Writer.Flush();
        Assert.Single(harness.Lines);
    }

    public static TheoryData<string, Action<JsonLinesMessageWriter>> FlushingMessages => new()
    {
        { "state", writer => writer.WriteState("s", "{}"u8, 1) },
        { "log", writer => writer.WriteLog(MessageLevel.Info, "text") },
        { "status", writer => writer.WriteStreamStatus("s", StreamStatus.Running) },
        { "error", writer => writer.WriteError(new ErrorTrace(FailureType.SystemError, "text")) },
        { "specification", writer => writer.WriteSpecification("{}"u8.ToArray()) },
        { "connection status", writer => writer.WriteConnectionStatus(succeeded: true, message: null) },
        { "catalog", writer => writer.WriteCatalog([]) },
    };

    [Theory]
    [MemberData(nameof(FlushingMessages))]
    public void Every_other_message_pushes_out_itself_and_the_records_before_it(string kind, Action<JsonLinesMessageWriter> write)
    {
        using var harness = new WriterHarness();
        using var batch = WriterHarness.Batch("s", "a");
        harness.Writer.WriteRecords(batch);
        write(harness.Writer);

        Assert.True(harness.Lines.Length == 2, $"{kind} was not flushed");
        Assert.StartsWith("{\"type\":\"RECORD\"", harness.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_write_to_the_output_ends_with_a_line_and_short_lines_go_in_pieces_that_a_pipe_takes_whole()
    {
        using var output = new RecordingStream();
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        using var batch = WriterHarness.Batch("s", [.. Enumerable.Range(0, 2000).Select(i => new string('x', i % 700))]);
        writer.WriteRecords(batch);
        writer.Flush();

        Assert.Equal(2000, Encoding.UTF8.GetString(output.Bytes).Count(character => character == '\n'));
        Assert.All(output.Writes, write => Assert.Equal((byte)'\n', write[^1]));
        Assert.All(output.Writes, write => Assert.InRange(write.Length, 1, 4096));
        // Not a write a record either: that would cost a system call each.
        Assert.True(output.Writes.Count < 400, $"{output.Writes.Count} writes for 2000 records");
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_written_whole_and_in_order()
    {
        using var harness = new WriterHarness();
        using var batch = WriterHarness.Batch("s", "before", new string('x', 200_000), "after");
        harness.Writer.WriteRecords(batch);
        harness.Writer.WriteLog(MessageLevel.Info, new string('y', 300_000));

        Assert.Equal(
            ["before", new string('x', 200_000), "after"],
            harness.Lines[..3].Select(line => JsonElementOf(line).GetProperty("record").GetProperty("data").GetProperty("v").GetString()));
        Assert.Equal(300_000, JsonElementOf(harness.Lines[3]).GetProperty("log").GetProperty("message").GetString()!.Length);
    }

    [Fact]
    public void The_records_of_a_batch_share_one_time()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(WriterHarness.Now)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(5) };
        using var output = new MemoryStream();
        using var writer = new JsonLinesMessageWriter(output, time, text => text);
        using var batch = WriterHarness.Batch("s", "a", "b", "c");
        writer.WriteRecords(batch);
        writer.WriteRecords(batch);
        writer.Flush();

        Assert.Equal([0L, 0, 0, 5, 5, 5], EmittedAt(Encoding.UTF8.GetString(output.ToArray())).Select(at => at - WriterHarness.Now));
    }

    [Fact]
    public void Time_never_runs_backwards_even_if_the_clock_does()
    {
        using var output = new MemoryStream();
        var clock = new SteppingClock(
            DateTimeOffset.FromUnixTimeMilliseconds(WriterHarness.Now),
            DateTimeOffset.FromUnixTimeMilliseconds(WriterHarness.Now - 3_600_000),
            DateTimeOffset.FromUnixTimeMilliseconds(WriterHarness.Now + 1));
        using var writer = new JsonLinesMessageWriter(output, clock, text => text);
        using var batch = WriterHarness.Batch("s", "a");
        writer.WriteRecords(batch);
        writer.WriteRecords(batch);
        writer.WriteRecords(batch);
        writer.Flush();

        Assert.Equal([0L, 0, 1], EmittedAt(Encoding.UTF8.GetString(output.ToArray())).Select(at => at - WriterHarness.Now));
    }

    [Fact]
    public void Texts_for_people_are_redacted_and_records_and_states_are_not()
    {
        using var harness = new WriterHarness(text => text.Replace("hush", "****", StringComparison.Ordinal));
        using var batch = WriterHarness.Batch("s", "hush");
        harness.Writer.WriteRecords(batch);
        harness.Writer.WriteState("s", """{"v":"hush"}"""u8, 1);
        harness.Writer.WriteLog(MessageLevel.Info, "a hush", "b hush");
        harness.Writer.WriteConnectionStatus(succeeded: false, "c hush");
        harness.Writer.WriteError(new ErrorTrace(FailureType.SystemError, "d hush", "e hush", "f hush"));

        Assert.Equal([true, true, false, false, false], harness.Lines.Select(line => line.Contains("hush", StringComparison.Ordinal)));
        Assert.All("abcdef", letter => Assert.Contains($"{letter} ****", harness.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Writing_records_allocates_nothing_for_each_record()
    {
        using var writer = new JsonLinesMessageWriter(Stream.Null, TimeProvider.System, text => text);
        using var batch = WriterHarness.Batch("s", [.. Enumerable.Range(0, 1000).Select(i => $"value {i}")]);
        writer.WriteRecords(batch);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            writer.WriteRecords(batch);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public async Task Lines_of_many_threads_never_mix()
    {
        using var output = new MemoryStream();
        using var writer = new JsonLinesMessageWriter(output, TimeProvider.System, text => text);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                using var batch = WriterHarness.Batch($"s{worker}", [.. Enumerable.Range(0, 20).Select(i => $"{worker}-{round}-{i}")]);
                writer.WriteRecords(batch);
                writer.WriteLog(MessageLevel.Info, $"log {worker}-{round}");
                writer.WriteState($"s{worker}", Encoding.UTF8.GetBytes($$"""{"round":{{round}}}"""), 20);
            }
        })));

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        Assert.Equal("", lines[^1]);
        var messages = lines[..^1].Select(JsonElementOf).ToList();
        Assert.Equal(8 * 200 * 22, messages.Count);
        for (var worker = 0; worker < 8; worker++)
        {
            var values = messages
                .Where(message => message.TryGetProperty("record", out var record) && record.GetProperty("stream").GetString() == $"s{worker}")
                .Select(message => message.GetProperty("record").GetProperty("data").GetProperty("v").GetString());
            var expected = from round in Enumerable.Range(0, 200) from i in Enumerable.Range(0, 20) select $"{worker}-{round}-{i}";
            Assert.Equal(expected, values);
        }
    }

    [Fact]
    public void A_message_that_could_not_be_made_leaves_nothing_on_the_line()
    {
        using var harness = new WriterHarness();
        var broken = new AirbyteStream { Name = "s", JsonSchema = "{"u8.ToArray(), SupportedSyncModes = [SyncMode.FullRefresh] };
        Assert.ThrowsAny<JsonException>(() => harness.Writer.WriteCatalog([broken]));
        harness.Writer.WriteLog(MessageLevel.Info, "after");

        Assert.Equal(["""{"type":"LOG","log":{"level":"INFO","message":"after"}}"""], harness.Lines);
    }

    [Fact]
    public void A_state_with_a_raw_line_feed_is_refused_rather_than_torn()
    {
        using var harness = new WriterHarness();

        Assert.Throws<InvalidOperationException>(() => harness.Writer.WriteState("s", "{\n}"u8, 1));
        Assert.Equal("", harness.Text);
    }

    private static JsonElement JsonElementOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static IEnumerable<long> EmittedAt(string output) =>
        output[..^1].Split('\n').Select(line => JsonElementOf(line).GetProperty("record").GetProperty("emitted_at").GetInt64());

    private sealed class SteppingClock(params DateTimeOffset[] times) : TimeProvider
    {
        private int _next;

        public override DateTimeOffset GetUtcNow() => times[_next++];
    }
}
