using System.Text;

namespace Airbyte.Protocol.Tests;

public sealed class RecordBatchTests
{
    [Fact]
    public void Records_lie_one_after_the_other_with_their_ends()
    {
        using var batch = WriterHarness.Batch("s", "a", "bb");

        Assert.Equal("""{"v":"a"}{"v":"bb"}""", Encoding.UTF8.GetString(batch.Data));
        Assert.Equal([9, 19], batch.Ends.ToArray());
        Assert.Equal(2, batch.Count);
        Assert.Equal("s", batch.Stream);
    }

    [Fact]
    public void A_new_batch_is_empty()
    {
        using var batch = new RecordBatch("s");

        Assert.Equal(0, batch.Count);
        Assert.Equal(0, batch.Data.Length);
        Assert.Equal(0, batch.Ends.Length);
    }

    [Fact]
    public void It_grows_to_any_size_without_losing_a_byte()
    {
        var values = Enumerable.Range(0, 3000).Select(i => new string((char)('a' + (i % 26)), i % 97)).ToArray();
        using var batch = WriterHarness.Batch("s", values);

        Assert.Equal(string.Concat(values.Select(value => $$"""{"v":"{{value}}"}""")), Encoding.UTF8.GetString(batch.Data));
        Assert.Equal(3000, batch.Ends.Length);
    }

    [Fact]
    public void One_record_may_be_larger_than_any_buffer()
    {
        var value = new string('x', 1_000_000);
        using var batch = WriterHarness.Batch("s", "a", value);

        Assert.Equal($$"""{"v":"a"}{"v":"{{value}}"}""", Encoding.UTF8.GetString(batch.Data));
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

        Assert.Equal("""{"v":"a"}{"n":1}""", Encoding.UTF8.GetString(batch.Data));
        Assert.Equal(2, batch.Count);
    }

    [Fact]
    public void A_record_may_begin_like_the_last_one()
    {
        using var batch = WriterHarness.Batch("s", "a", "é");

        batch.AddAlike(5, "7"u8, ","u8, "\"w\":8}"u8);
        batch.AddAlike(1, "\"x\":"u8, "9"u8, "}"u8);

        Assert.Equal("""{"v":"a"}{"v":"é"}{"v":7,"w":8}{"x":9}""", Encoding.UTF8.GetString(batch.Data));
        Assert.Equal([9, 19, 32, 39], batch.Ends.ToArray());
    }

    [Fact]
    public void A_record_that_begins_like_the_last_one_may_need_more_memory()
    {
        using var batch = WriterHarness.Batch("s", new string('x', 5000));

        for (var number = 0; number < 9; number++)
        {
            batch.AddAlike(5006, "\""u8, [], "}"u8);
        }

        Assert.Equal(string.Concat(Enumerable.Repeat($$"""{"v":"{{new string('x', 5000)}}"}""", 10)), Encoding.UTF8.GetString(batch.Data));
    }

    [Fact]
    public void A_record_that_was_begun_and_not_ended_is_no_last_one()
    {
        using var batch = WriterHarness.Batch("s", "a");
        var abandoned = batch.BeginRecord();
        abandoned.WriteStartObject();
        abandoned.WriteString("half", new string('x', 100_000));
        abandoned.Flush();

        batch.AddAlike(5, "1"u8, [], "}"u8);

        Assert.Equal("""{"v":"a"}{"v":1}""", Encoding.UTF8.GetString(batch.Data));
        Assert.Throws<InvalidOperationException>(batch.EndRecord);
    }

    [Fact]
    public void What_begins_like_the_last_record_must_be_an_object_on_one_line_too()
    {
        using var batch = WriterHarness.Batch("s", "a");

        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(5, "1"u8, [], []));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(0, "[1]"u8, [], []));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(5, "\n1"u8, [], "}"u8));
        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(10, "1"u8, [], "}"u8));
        Assert.Equal("""{"v":"a"}""", Encoding.UTF8.GetString(batch.Data));
    }

    [Fact]
    public void The_first_record_cannot_begin_like_another()
    {
        using var batch = new RecordBatch("s");

        Assert.Throws<InvalidOperationException>(() => batch.AddAlike(1, "1"u8, [], "}"u8));
    }

    [Fact]
    public void An_empty_record_is_refused_because_readers_drop_it_silently()
    {
        using var batch = WriterHarness.Batch("s", "a");
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteEndObject();

        Assert.Throws<InvalidOperationException>(batch.EndRecord);
        Assert.Equal("""{"v":"a"}""", Encoding.UTF8.GetString(batch.Data));
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

        Assert.Equal("""{"n":123456789012345678901234567890.10}""", Encoding.UTF8.GetString(batch.Data));
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
        Assert.Throws<ObjectDisposedException>(() => batch.Ends.Length);
        Assert.Throws<ObjectDisposedException>(() => batch.Data.Length);
    }
}
