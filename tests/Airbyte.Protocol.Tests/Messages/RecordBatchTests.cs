using System.Text;

namespace Airbyte.Protocol.Tests;

public sealed class RecordBatchTests
{
    [Fact]
    public void Records_lie_one_after_the_other()
    {
        using var batch = WriterHarness.Batch("s", "a", "bb");

        Assert.Equal("""{"v":"a"}{"v":"bb"}""", WriterHarness.TextOf(batch));
        Assert.Equal(["""{"v":"a"}""", """{"v":"bb"}"""], WriterHarness.TextsOf(batch));
        Assert.Equal(2, batch.Count);
        Assert.Equal("s", batch.Stream);
    }

    [Fact]
    public void A_new_batch_is_empty()
    {
        using var batch = new RecordBatch("s");

        Assert.Equal(0, batch.Count);
        Assert.Empty(WriterHarness.TextsOf(batch));
    }

    [Fact]
    public void It_grows_to_any_size_without_losing_a_byte()
    {
        var values = Enumerable.Range(0, 3000).Select(i => new string((char)('a' + (i % 26)), i % 97)).ToArray();
        using var batch = WriterHarness.Batch("s", values);

        Assert.Equal(string.Concat(values.Select(value => $$"""{"v":"{{value}}"}""")), WriterHarness.TextOf(batch));
        Assert.Equal(3000, batch.Count);
    }

    [Fact]
    public void One_record_may_be_larger_than_any_buffer()
    {
        var value = new string('x', 1_000_000);
        using var batch = WriterHarness.Batch("s", "a", value);

        Assert.Equal($$"""{"v":"a"}{"v":"{{value}}"}""", WriterHarness.TextOf(batch));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_record_that_was_begun_and_not_ended_is_forgotten(int length)
    {
        using var batch = WriterHarness.Batch("s", "a");
        var abandoned = batch.BeginRecord();
        abandoned.WriteStartObject();
        abandoned.WriteString("half", new string('x', length));
        abandoned.Flush();
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteNumber("n", 1);
        json.WriteEndObject();
        batch.EndRecord();

        Assert.Equal("""{"v":"a"}{"n":1}""", WriterHarness.TextOf(batch));
        Assert.Equal(2, batch.Count);
    }

    [Fact]
    public void A_record_may_begin_and_end_like_the_last_whole_one()
    {
        using var batch = WriterHarness.Batch("s", "a", "é");

        batch.AddAlike(6, "x"u8, "y"u8, 2);
        batch.AddAlike(6, "z"u8, [], 2);
        batch.AddAlike(2, "w\":"u8, "9"u8, 1);
        WriterHarness.Add(batch, "b");
        batch.AddAlike(6, [], [], 2);

        Assert.Equal(
            ["""{"v":"a"}""", """{"v":"é"}""", """{"v":"xy"}""", """{"v":"z"}""", """{"w":9}""", """{"v":"b"}""", """{"v":""}"""],
            WriterHarness.TextsOf(batch));
        Assert.Equal(7, batch.Count);
    }

    [Fact]
    public void What_records_have_in_common_is_not_kept_twice_and_counts_as_often_as_it_is_written()
    {
        using var harness = new WriterHarness();
        var value = new string('x', 5000);
        using var batch = WriterHarness.Batch("s", value);
        for (var number = 0; number < 9; number++)
        {
            batch.AddAlike(5006, [], [], 2);
        }

        harness.Writer.WriteRecords(batch);
        harness.Writer.Flush();

        Assert.Equal(10 * 5008, batch.Bytes);
        Assert.Equal(10, harness.Lines.Count(line => line.Contains($$"""{"v":"{{value}}"},"emitted_at":""", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_mixture_of_whole_and_alike_records_comes_out_as_it_went_in()
    {
        var random = new Random(20261127);
        for (var time = 0; time < 200; time++)
        {
            using var batch = new RecordBatch("s");
            List<string> expected = [];
            var whole = "";
            for (var record = 0; record < random.Next(1, 600); record++)
            {
                if (whole.Length == 0 || random.Next(5) == 0)
                {
                    var value = new string((char)('a' + random.Next(26)), random.Next(0, 40));
                    WriterHarness.Add(batch, value);
                    expected.Add(whole = $$"""{"v":"{{value}}"}""");
                    continue;
                }

                var (head, foot) = (random.Next(6, whole.Length - 1), random.Next(2, 3));
                var middle = new string((char)('A' + random.Next(26)), random.Next(0, 9));
                batch.AddAlike(head, Encoding.UTF8.GetBytes(middle[..(middle.Length / 2)]), Encoding.UTF8.GetBytes(middle[(middle.Length / 2)..]), foot);
                expected.Add(whole[..head] + middle + whole[^foot..]);
            }

            Assert.Equal(expected, WriterHarness.TextsOf(batch));
            Assert.Equal(expected.Sum(text => text.Length), batch.Bytes);
        }
    }

    [Fact]
    public void A_record_that_was_begun_and_not_ended_is_no_last_one()
    {
        using var batch = WriterHarness.Batch("s", "a");
        var abandoned = batch.BeginRecord();
        abandoned.WriteStartObject();
        abandoned.WriteString("half", new string('x', 100_000));
        abandoned.Flush();

        batch.AddAlike(6, "b"u8, [], 2);

        Assert.Equal("""{"v":"a"}{"v":"b"}""", WriterHarness.TextOf(batch));
        Assert.Throws<InvalidOperationException>(batch.EndRecord);
    }

    [Fact]
    public void A_record_that_was_refused_is_no_last_one()
    {
        using var batch = WriterHarness.Batch("s", "a");
        batch.BeginRecord().WriteStringValue("text");
        Assert.Throws<InvalidOperationException>(batch.EndRecord);

        batch.AddAlike(6, "b"u8, [], 2);

        Assert.Equal("""{"v":"a"}{"v":"b"}""", WriterHarness.TextOf(batch));
    }

    [Fact]
    public void What_is_like_the_last_record_must_be_an_object_on_one_line_too()
    {
        using var batch = WriterHarness.Batch("s", "a");

        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(5, "1"u8, [], 0));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(0, "1"u8, [], 1));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(5, "\n1"u8, [], 1));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(5, "1"u8, "\n"u8, 1));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(9, "1"u8, [], 1));
        Assert.Equal("""{"v":"a"}""", WriterHarness.TextOf(batch));
    }

    [Fact]
    public void The_first_record_cannot_be_like_another()
    {
        using var batch = new RecordBatch("s");

        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(1, "1"u8, [], 1));
    }

    [Fact]
    public void An_empty_record_is_refused_because_readers_drop_it_silently()
    {
        using var batch = WriterHarness.Batch("s", "a");
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteEndObject();

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
        Assert.Equal("""{"v":"a"}""", WriterHarness.TextOf(batch));
    }

    [Fact]
    public void A_record_that_is_no_object_is_refused()
    {
        using var batch = new RecordBatch("s");
        batch.BeginRecord().WriteStringValue("text");

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
    }

    [Fact]
    public void An_object_that_is_not_closed_is_refused()
    {
        using var batch = new RecordBatch("s");
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteStartObject("inner");
        json.WriteEndObject();

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\t")]
    public void A_raw_copy_that_would_break_the_line_is_refused(string whitespace)
    {
        using var batch = new RecordBatch("s");
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WritePropertyName("raw");
        json.WriteRawValue($"[1,{whitespace}2]");
        json.WriteEndObject();

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public void Numbers_are_kept_as_they_were_written()
    {
        using var batch = new RecordBatch("s");
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WritePropertyName("n");
        json.WriteRawValue("123456789012345678901234567890.10");
        json.WriteEndObject();
        batch.EndRecord();

        Assert.Equal("""{"n":123456789012345678901234567890.10}""", WriterHarness.TextOf(batch));
    }

    [Fact]
    public void Ending_without_beginning_is_a_mistake()
    {
        using var batch = WriterHarness.Batch("s", "a");

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
    }

    [Fact]
    public void After_disposal_nothing_can_be_read_or_written()
    {
        var batch = WriterHarness.Batch("s", "a");
        batch.Dispose();
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.BeginRecord());
        Assert.Throws<ObjectDisposedException>(() => batch.EndRecord());
        Assert.Throws<ObjectDisposedException>(() => batch.AddAlike(1, "1"u8, [], 1));
        Assert.Throws<ObjectDisposedException>(() => batch.Count);
        Assert.Throws<ObjectDisposedException>(() => WriterHarness.TextsOf(batch));
    }
}
