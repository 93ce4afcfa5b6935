using System.Text;

namespace Airbyte.Protocol.Tests;

public sealed class InputStateTests
{
    private const string StreamA = """{"stream_descriptor": {"name": "a"}, "stream_state": {"end_time": "1"}}""";
    private const string StreamB = """{"stream_descriptor": {"name": "b"}, "stream_state": {"end_time": "2"}}""";

    public static TheoryData<string, string> NoState => new()
    {
        { "null", "null" },
        { "empty list", "[]" },
        { "empty object", "{}" },
        { "list of nothing", "[null, {}]" },
        { "null blob", """[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": null}}]""" },
        { "no blob", """[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}}}]""" },
        { "empty blob", """[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": {}}}]""" },
        { "no cursor marker", """[{"stream": {"stream_descriptor": {"name": "a"}, "stream_state": {"__ab_no_cursor_state_message": true}}}]""" },
        { "full refresh marker", """[{"stream": {"stream_descriptor": {"name": "a"}, "stream_state": {"__ab_full_refresh_sync_complete": true}}}]""" },
        { "both markers", """[{"stream": {"stream_descriptor": {"name": "a"}, "stream_state": {"__ab_full_refresh_sync_complete": true, "__ab_no_cursor_state_message": false}}}]""" },
        { "legacy without data", """{"type": "LEGACY", "data": null}""" },
        { "legacy with empty data", """{"type": "LEGACY", "data": {}}""" },
        { "global without streams", """{"type": "GLOBAL", "global": {"shared_state": null, "stream_states": []}}""" },
        { "legacy dictionary of nulls", """{"a": null}""" },
    };

    public static TheoryData<string, string> StatesOfAAndB => new()
    {
        { "list of typed states", """[{"type": "STREAM", "stream": @A}, {"type": "STREAM", "stream": @B}]""" },
        { "list without types", """[{"stream": @A}, {"stream": @B}]""" },
        { "explicit nulls and ids", """[{"type": "STREAM", "stream": @A, "global": null, "data": null, "sourceStats": null, "id": 3}, {"type": null, "stream": @B, "data": null}]""" },
        { "whole messages in a list", """[{"type": "STATE", "state": {"type": "STREAM", "stream": @A, "sourceStats": {"recordCount": 1.0}}}, {"type": "STATE", "state": {"stream": @B}}]""" },
        { "whole messages without types", """[{"state": {"stream": @A}}, {"state": {"type": "STREAM", "stream": @B}}]""" },
        { "JSON lines of messages", """
            {"type":"STATE","state":{"type":"STREAM","stream":@A}}
            {"type":"STATE","state":{"type":"STREAM","stream":@B}}

            """ },
        { "JSON lines of states", """
            {"type":"STREAM","stream":@A}
            {"type":"STREAM","stream":@B}
            """ },
        { "one global object", """{"type": "GLOBAL", "global": {"shared_state": {}, "stream_states": [@A, @B]}}""" },
        { "global in a list", """[{"type": "GLOBAL", "global": {"stream_states": [@A, @B]}, "stream": null}]""" },
        { "global without type", """[{"global": {"stream_states": [@A, @B]}}]""" },
        { "whole global message", """{"type": "STATE", "state": {"type": "GLOBAL", "global": {"stream_states": [@A, @B]}}}""" },
        { "bare stream states", "[@A, @B]" },
        { "legacy dictionary", """{"a": {"end_time": "1"}, "b": {"end_time": "2"}}""" },
        { "legacy state object", """{"type": "LEGACY", "data": {"a": {"end_time": "1"}, "b": {"end_time": "2"}}}""" },
        { "legacy state object without type", """{"type": null, "stream": null, "global": null, "data": {"a": {"end_time": "1"}, "b": {"end_time": "2"}}}""" },
        { "whole legacy message", """{"type": "STATE", "state": {"data": {"a": {"end_time": "1"}, "b": {"end_time": "2"}}}}""" },
        { "the last one counts", """[{"stream": {"stream_descriptor": {"name": "a"}, "stream_state": {"end_time": "0"}}}, {"stream": @A}, {"stream": @B}]""" },
        { "set again after a reset", """[{"stream": @B}, {"stream": {"stream_descriptor": {"name": "b"}, "stream_state": null}}, {"stream": @A}, {"stream": @B}]""" },
        { "namespaces", """[{"stream": {"stream_descriptor": {"name": "a", "namespace": null}, "stream_state": {"end_time": "1"}}}, {"stream": {"stream_descriptor": {"name": "b", "namespace": ""}, "stream_state": {"end_time": "2"}}}]""" },
    };

    [Theory]
    [MemberData(nameof(NoState))]
    public void It_says_that_there_is_no_state(string form, string json)
    {
        var state = Parse(json);

        Assert.True(state.Streams.Count == 0, form);
        Assert.Empty(state.Remarks);
    }

    [Theory]
    [MemberData(nameof(StatesOfAAndB))]
    public void Every_known_form_gives_the_same_states(string form, string json)
    {
        var state = Parse(json);

        Assert.Equal(["a", "b"], state.Streams.Keys.Order());
        Assert.Equal("""{"end_time": "1"}""", state.Find("a")?.GetRawText());
        Assert.Equal("""{"end_time": "2"}""", state.Find("b")?.GetRawText());
        Assert.True(state.Remarks.Count == 0, form);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_no_state_and_worth_a_remark(string text)
    {
        var state = Parse(text);

        Assert.Empty(state.Streams);
        Assert.Contains("empty", Assert.Single(state.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.NotNull(Parse("\uFEFF[{\"stream\":" + StreamA + "}]\r\n").Find("a"));

    [Fact]
    public void A_reset_after_a_state_counts() =>
        Assert.Null(Parse("""[{"stream": @A}, {"stream": {"stream_descriptor": {"name": "a"}, "stream_state": null}}]""").Find("a"));

    [Fact]
    public void A_marker_beside_a_cursor_leaves_the_blob_as_it_is() =>
        Assert.Equal(
            """{"__ab_no_cursor_state_message": true, "end_time": "1"}""",
            Parse("""[{"stream": {"stream_descriptor": {"name": "a"}, "stream_state": {"__ab_no_cursor_state_message": true, "end_time": "1"}}}]""").Find("a")?.GetRawText());

    [Fact]
    public void A_truth_value_where_a_stream_would_be_is_ignored_with_a_remark()
    {
        var state = Parse("""{"cdc": false}""");

        Assert.Empty(state.Streams);
        Assert.Contains("\"cdc\"", Assert.Single(state.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_streams_everything_else_of_a_dictionary_is_remarked_upon()
    {
        var state = Parse("""{"cdc": false, "a": {"end_time": "1"}, "version": 3, "note": "x", "list": []}""");

        Assert.Equal(["a"], state.Streams.Keys);
        Assert.Equal(4, state.Remarks.Count);
    }

    [Fact]
    public void A_shared_state_is_ignored_with_a_remark()
    {
        var state = Parse("""{"type": "GLOBAL", "global": {"shared_state": {"lsn": 1}, "stream_states": [@A]}}""");

        Assert.NotNull(state.Find("a"));
        Assert.Contains("shared", Assert.Single(state.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_output_of_a_read_serves_as_state()
    {
        var state = Parse(
            """
            {"type":"LOG","log":{"level":"INFO","message":"x"}}
            {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":{"stream_descriptor":{"name":"a"},"status":"STARTED"}}}
            {"type":"RECORD","record":{"stream":"a","data":{"v":1},"emitted_at":1}}
            {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"},"stream_state":{"end_time":"1"}},"sourceStats":{"recordCount":1.0}}}
            """);

        Assert.Equal("""{"end_time":"1"}""", state.Find("a")?.GetRawText());
        Assert.Contains("3 messages", Assert.Single(state.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("state")]
    [InlineData("data")]
    [InlineData("global")]
    [InlineData("type")]
    public void A_stream_of_a_legacy_dictionary_may_have_any_name(string name) =>
        Assert.Equal("""{"end_time": "1"}""", Parse($$$"""{"{{{name}}}": {"end_time": "1"}}""").Find(name)?.GetRawText());

    [Theory]
    [InlineData("""{"state_type": "date-range", "slices": [{"start": "1", "end": "2"}]}""")]
    [InlineData("""{"use_global_cursor": false, "states": [{"partition": {"page": "1"}, "cursor": {"end_time": "1"}}], "lookback_window": 0}""")]
    public void Blobs_of_other_connectors_are_handed_on_as_they_are(string blob) =>
        Assert.Equal(blob, Parse($$$"""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": {{{blob}}}}}]""").Find("a")?.GetRawText());

    [Theory]
    [InlineData("{", "not valid JSON (line 1")]
    [InlineData("[{\"stream\":\n", "not valid JSON (line 2")]
    [InlineData("garbage", "not valid JSON")]
    [InlineData("{\"a\": {}} trailing", "not valid JSON")]
    [InlineData("[] []]", "not valid JSON")]
    [InlineData("\"text\"", "must be a list of stream states or an object, not a text")]
    [InlineData("42", "not a number")]
    [InlineData("true", "not a truth value")]
    [InlineData("[1]", "not a number")]
    [InlineData("[[]]", "not a list")]
    [InlineData("""[{"type": "STREAM"}]""", "type STREAM lacks its content")]
    [InlineData("""[{"type": "STREAM", "stream": null}]""", "type STREAM lacks its content")]
    [InlineData("""[{"type": "STREAM", "stream": "a"}]""", "type STREAM lacks its content")]
    [InlineData("""[{"type": "STREAM", "stream": {}}]""", "no \"stream_descriptor\" with a \"name\"")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {}, "stream_state": {}}}]""", "no \"stream_descriptor\" with a \"name\"")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": 1}}}]""", "no \"stream_descriptor\" with a \"name\"")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": ""}}}]""", "no \"stream_descriptor\" with a \"name\"")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": "a"}}]""", "no \"stream_descriptor\" with a \"name\"")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "\udfff"}}}]""", "not valid Unicode")]
    [InlineData("""{"a": {"deep": [{"x": "\ud800"}]}}""", "not valid Unicode")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": "2026"}}]""", "state of stream \"a\" must be an object, not a text")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": [1]}}]""", "state of stream \"a\" must be an object, not a list")]
    [InlineData("""{"type": "GLOBAL"}""", "type GLOBAL lacks its content")]
    [InlineData("""{"type": "GLOBAL", "global": {"stream_states": {}}}""", "\"stream_states\" of the state must be a list, not an object")]
    [InlineData("""{"type": "GLOBAL", "global": {"stream_states": [1]}}""", "\"stream_states\" of the state must hold objects, not a number")]
    [InlineData("""{"type": "STATE"}""", "type STATE lacks its content")]
    [InlineData("""{"type": "LEGACY", "data": 5}""", "type LEGACY lacks its content")]
    [InlineData("""{"type": "FOO"}""", "unknown type \"FOO\"")]
    [InlineData("""{"end_time": "2026-11-20T08:00:00Z"}""", "names no stream")]
    [InlineData("""{"version": 1, "states": []}""", "names no stream")]
    [InlineData("""{"\ud800": {}}""", "not valid Unicode")]
    public void What_is_no_state_is_refused_and_never_taken_for_none(string json, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => Parse(json));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nesting_attack_is_refused() => Assert.Throws<FormatException>(() => Parse(new string('[', 100_000)));

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        Assert.Throws<FormatException>(() => InputState.Parse(new byte[] { 0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00 }));
        Assert.Throws<FormatException>(() => InputState.Parse(new byte[16]));
    }

    /// <summary>Reads a state in which <c>@A</c> and <c>@B</c> stand for the stream states of a and b.</summary>
    private static InputState Parse(string json) => InputState.Parse(Encoding.UTF8.GetBytes(
        json.Replace("@A", StreamA, StringComparison.Ordinal).Replace("@B", StreamB, StringComparison.Ordinal)));
}
