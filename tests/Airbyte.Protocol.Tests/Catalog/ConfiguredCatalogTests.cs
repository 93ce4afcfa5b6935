using System.Text;

namespace Airbyte.Protocol.Tests;

public sealed class ConfiguredCatalogTests
{
    [Fact]
    public void Streams_come_in_the_order_of_the_file_with_their_modes()
    {
        var catalog = Parse(
            """
            {"streams": [
              {"stream": {"name": "b", "json_schema": {}}, "sync_mode": "incremental", "destination_sync_mode": "append"},
              {"stream": {"name": "a", "json_schema": {}}, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}]}
            """);

        Assert.Equal(
            [new ConfiguredStream("b", SyncMode.Incremental, "incremental"), new ConfiguredStream("a", SyncMode.FullRefresh, "full_refresh")],
            catalog.Streams);
    }

    [Fact]
    public void A_catalog_as_test_tools_print_it_with_explicit_nulls_is_read()
    {
        var catalog = Parse(
            """
            {"streams": [{"stream": {"name": "a", "json_schema": {"type": "object"}, "supported_sync_modes": null, "source_defined_cursor": null,
              "default_cursor_field": null, "source_defined_primary_key": null, "namespace": null, "is_resumable": null},
              "sync_mode": "full_refresh", "cursor_field": null, "destination_sync_mode": "append", "primary_key": null,
              "generation_id": null, "minimum_generation_id": null, "sync_id": null, "include_files": null}]}
            """);

        Assert.Equal("a", Assert.Single(catalog.Streams).Name);
    }

    [Fact]
    public void A_catalog_as_other_orchestrators_write_it_is_read()
    {
        var catalog = Parse(
            """
            {"estuary.dev/range": {"begin": "00000000"}, "streams": [{"estuary.dev/x": 1, "projections": {}, "sync_mode": "incremental", "cursor_field": [],
              "destination_sync_mode": "whatever", "stream": {"supported_sync_modes": ["incremental"], "json_schema": {}, "name": "a"}}], "tail": []}
            """);

        Assert.Equal(new ConfiguredStream("a", SyncMode.Incremental, "incremental"), Assert.Single(catalog.Streams));
    }

    [Theory]
    [InlineData("""{"streams": [{"stream": {"name": "a"}}]}""")]
    [InlineData("""{"streams": [{"stream": {"name": "a"}, "sync_mode": null}]}""")]
    public void A_missing_mode_means_full_refresh(string json) =>
        Assert.Equal(SyncMode.FullRefresh, Assert.Single(Parse(json).Streams).SyncMode);

    [Theory]
    [InlineData("\"INVALID\"", "INVALID")]
    [InlineData("\"Incremental\"", "Incremental")]
    [InlineData("\"\"", "")]
    [InlineData("5", "a number")]
    [InlineData("[\"incremental\"]", "a list")]
    public void A_mode_that_does_not_exist_is_kept_for_the_message(string mode, string text)
    {
        var stream = Assert.Single(Parse($$"""{"streams": [{"stream": {"name": "a"}, "sync_mode": {{mode}}}]}""").Streams);

        Assert.Null(stream.SyncMode);
        Assert.Equal(text, stream.SyncModeText);
    }

    [Fact]
    public void A_stream_listed_twice_is_taken_once_as_it_comes_first()
    {
        var catalog = Parse(
            """{"streams": [{"stream": {"name": "a"}, "sync_mode": "incremental"}, {"stream": {"name": "b"}}, {"stream": {"name": "a"}, "sync_mode": "full_refresh"}]}""");

        Assert.Equal(["a", "b"], catalog.Streams.Select(stream => stream.Name));
        Assert.Equal(SyncMode.Incremental, catalog.Streams[0].SyncMode);
    }

    [Fact]
    public void No_streams_is_a_catalog() => Assert.Empty(Parse("""{"streams": []}""").Streams);

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_do_no_harm()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("{\r\n\"streams\":\r\n[{\"stream\":{\"name\":\"é\"}}]\r\n}\r\n")).ToArray();

        Assert.Equal("é", Assert.Single(ConfiguredCatalog.Parse(bytes).Streams).Name);
    }

    [Fact]
    public void A_schema_may_be_nested_deeply()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"a\":", 150)) + "1" + new string('}', 150);

        Assert.Single(Parse($$$"""{"streams": [{"stream": {"name": "a", "json_schema": {{{schema}}}}}]}""").Streams);
    }

    [Theory]
    [InlineData("", "not valid JSON (line 1, position 1)")]
    [InlineData("{\n  \"streams\": [", "not valid JSON (line 2, position 15)")]
    [InlineData("not json", "not valid JSON")]
    [InlineData("[]", "an object with a list \"streams\", not a list")]
    [InlineData("null", "not null")]
    [InlineData("7", "not a number")]
    [InlineData("\"x\"", "not a text")]
    [InlineData("true", "not a truth value")]
    [InlineData("{}", "no list \"streams\"")]
    [InlineData("""{"streams": null}""", "no list \"streams\"")]
    [InlineData("""{"streams": {}}""", "\"streams\" of the configured catalog must be a list, not an object")]
    [InlineData("""{"streams": [1]}""", "streams[0] of the configured catalog must be an object, not a number")]
    [InlineData("""{"streams": [{"stream": {"name": "a"}}, null]}""", "streams[1] of the configured catalog must be an object, not null")]
    [InlineData("""{"streams": [{}]}""", "streams[0] of the configured catalog has no object \"stream\"")]
    [InlineData("""{"streams": [{"stream": "a"}]}""", "streams[0] of the configured catalog has no object \"stream\"")]
    [InlineData("""{"streams": [{"stream": {}}]}""", "streams[0].stream of the configured catalog has no \"name\"")]
    [InlineData("""{"streams": [{"stream": {"name": ""}}]}""", "has no \"name\"")]
    [InlineData("""{"streams": [{"stream": {"name": 5}}]}""", "has no \"name\"")]
    [InlineData("""{"streams": [{"stream": {"name": "\ud800"}}]}""", "has no \"name\"")]
    [InlineData("""{"str\ud800": 1}""", "not valid Unicode")]
    public void What_is_no_catalog_is_refused_with_the_place(string json, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => Parse(json));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nesting_attack_is_refused()
    {
        Assert.Throws<FormatException>(() => Parse(new string('[', 100_000)));
    }

    private static ConfiguredCatalog Parse(string json) => ConfiguredCatalog.Parse(Encoding.UTF8.GetBytes(json));
}
