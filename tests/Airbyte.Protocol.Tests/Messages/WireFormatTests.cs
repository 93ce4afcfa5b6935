namespace Airbyte.Protocol.Tests;

/// <summary>Each kind of message, byte for byte as it goes over the wire.</summary>
public sealed class WireFormatTests : IDisposable
{
    private readonly WriterHarness _harness = new();

    private JsonLinesMessageWriter Writer => _harness.Writer;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void A_specification_is_minified_to_one_line()
    {
        Writer.WriteSpecification("{\n  \"documentationUrl\": \"https://example.org\",\r\n\t\"connectionSpecification\": { \"type\": \"object\" }\n}\n"u8.ToArray());

        Expect("""{"type":"SPEC","spec":{"documentationUrl":"https://example.org","connectionSpecification":{"type":"object"}}}""");
    }

    [Fact]
    public void A_succeeded_check_has_no_message_key()
    {
        Writer.WriteConnectionStatus(succeeded: true, message: null);

        Expect("""{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}""");
    }

    [Fact]
    public void A_failed_check_has_its_message()
    {
        Writer.WriteConnectionStatus(succeeded: false, "The access token has expired.");

        Expect("""{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"The access token has expired."}}""");
    }

    [Fact]
    public void An_incremental_stream_in_the_catalog_has_cursor_and_key_as_paths()
    {
        Writer.WriteCatalog([new AirbyteStream
        {
            Name = "page_insights_1",
            JsonSchema = "{ \"type\": \"object\",\n \"properties\": {} }"u8.ToArray(),
            SupportedSyncModes = [SyncMode.FullRefresh, SyncMode.Incremental],
            CursorField = "end_time",
            PrimaryKey = ["page_id", "metric", "end_time"],
        }]);

        Expect(
            """{"type":"CATALOG","catalog":{"streams":[{"name":"page_insights_1","json_schema":{"type":"object","properties":{}},"supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,"default_cursor_field":["end_time"],"source_defined_primary_key":[["page_id"],["metric"],["end_time"]],"is_resumable":true}]}}""");
    }

    [Fact]
    public void A_record_with_a_nulled_field_tells_it_beside_its_data_and_the_next_one_does_not()
    {
        using var batch = new RecordBatch("pages");
        foreach (var changes in new IReadOnlyList<RecordChange>[] { [RecordChange.Nulled("phone", """{"a":"<b>"}""")], [] })
        {
            var json = batch.BeginRecord();
            json.WriteStartObject();
            json.WriteNull("phone");
            json.WriteEndObject();
            batch.EndRecord(changes);
        }

        Writer.WriteRecords(batch);
        Writer.Flush();

        Expect(
            """{"type":"RECORD","record":{"stream":"pages","data":{"phone":null},"emitted_at":1795334400000,"meta":{"changes":[{"field":"phone","change":"NULLED","reason":"SOURCE_SERIALIZATION_ERROR","value":"{\"a\":\"<b>\"}"}]}}}""",
            """{"type":"RECORD","record":{"stream":"pages","data":{"phone":null},"emitted_at":1795334400000}}""");
    }

    [Fact]
    public void A_stream_without_cursor_and_key_has_no_such_keys()
    {
        Writer.WriteCatalog([new AirbyteStream { Name = "pages", JsonSchema = """{"type":"object"}"""u8.ToArray(), SupportedSyncModes = [SyncMode.FullRefresh] }]);

        Expect("""{"type":"CATALOG","catalog":{"streams":[{"name":"pages","json_schema":{"type":"object"},"supported_sync_modes":["full_refresh"],"is_resumable":false}]}}""");
    }

    [Fact]
    public void Records_carry_stream_data_and_the_time_in_milliseconds()
    {
        using var batch = WriterHarness.Batch("pages", "a", "b");
        Writer.WriteRecords(batch);
        Writer.Flush();

        Expect(
            """{"type":"RECORD","record":{"stream":"pages","data":{"v":"a"},"emitted_at":1795334400000}}""",
            """{"type":"RECORD","record":{"stream":"pages","data":{"v":"b"},"emitted_at":1795334400000}}""");
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(12, "12.0")]
    [InlineData(long.MaxValue, "9223372036854775807.0")]
    public void A_state_counts_its_records_with_a_decimal_point(long count, string written)
    {
        Writer.WriteState("pages", """{"end_time":"2026-11-20T08:00:00Z"}"""u8, count);

        Expect(
            """{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"pages"},"stream_state":{"end_time":"2026-11-20T08:00:00Z"}},"sourceStats":{"recordCount":"""
            + written + "}}}");
    }

    [Theory]
    [InlineData(MessageLevel.Trace, "TRACE")]
    [InlineData(MessageLevel.Debug, "DEBUG")]
    [InlineData(MessageLevel.Info, "INFO")]
    [InlineData(MessageLevel.Warn, "WARN")]
    [InlineData(MessageLevel.Error, "ERROR")]
    [InlineData(MessageLevel.Fatal, "FATAL")]
    public void A_log_has_level_and_message(MessageLevel level, string written)
    {
        Writer.WriteLog(level, "Read 2 records");

        Expect($$$"""{"type":"LOG","log":{"level":"{{{written}}}","message":"Read 2 records"}}""");
    }

    [Fact]
    public void A_log_of_an_exception_has_its_stack_trace_on_the_same_line()
    {
        Writer.WriteLog(MessageLevel.Error, "Failed", "at A\n   at B");

        Expect("""{"type":"LOG","log":{"level":"ERROR","message":"Failed","stack_trace":"at A\n   at B"}}""");
    }

    [Theory]
    [InlineData(StreamStatus.Started, "STARTED")]
    [InlineData(StreamStatus.Running, "RUNNING")]
    [InlineData(StreamStatus.Complete, "COMPLETE")]
    [InlineData(StreamStatus.Incomplete, "INCOMPLETE")]
    public void A_stream_status_is_a_trace(StreamStatus status, string written)
    {
        Writer.WriteStreamStatus("pages", status);

        Expect(
            """{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1795334400000,"stream_status":{"stream_descriptor":{"name":"pages"},"status":"""
            + $"\"{written}\"}}}}}}");
    }

    [Fact]
    public void A_rate_limited_status_says_until_when()
    {
        Writer.WriteStreamStatus("pages", StreamStatus.Running, DateTimeOffset.FromUnixTimeMilliseconds(1795338000000));

        Expect(
            """{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1795334400000,"stream_status":{"stream_descriptor":{"name":"pages"},"status":"RUNNING","reasons":[{"type":"RATE_LIMITED","rate_limited":{"quota_reset":1795338000000}}]}}}""");
    }

    [Theory]
    [InlineData(FailureType.SystemError, "system_error")]
    [InlineData(FailureType.ConfigError, "config_error")]
    [InlineData(FailureType.TransientError, "transient_error")]
    public void An_error_has_the_failure_type_and_no_empty_keys(FailureType type, string written)
    {
        Writer.WriteError(new ErrorTrace(type, "It failed."));

        Expect("""{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1795334400000,"error":{"message":"It failed.","failure_type":""" + $"\"{written}\"}}}}}}");
    }

    [Fact]
    public void An_error_of_a_stream_has_its_descriptor()
    {
        Writer.WriteError(new ErrorTrace(FailureType.SystemError, "It failed.", "code 1", "at A\nat B", "pages"));

        Expect(
            """{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1795334400000,"error":{"message":"It failed.","internal_message":"code 1","stack_trace":"at A\nat B","failure_type":"system_error","stream_descriptor":{"name":"pages"}}}}""");
    }

    [Fact]
    public void A_stream_name_is_escaped_wherever_it_stands()
    {
        using var batch = WriterHarness.Batch("a\"\n", "x");
        Writer.WriteRecords(batch);
        Writer.WriteState("a\"\n", "{}"u8, 1);

        Assert.All(_harness.Lines, line => Assert.Contains("\"a\\\"\\n\"", line, StringComparison.Ordinal));
        Assert.Equal(2, _harness.Lines.Length);
    }

    [Fact]
    public void An_empty_batch_writes_nothing()
    {
        using var batch = new RecordBatch("pages");
        Writer.WriteRecords(batch);
        Writer.Flush();

        Assert.Equal("", _harness.Text);
    }

    private void Expect(params string[] lines) => Assert.Equal(lines, _harness.Lines);
}
