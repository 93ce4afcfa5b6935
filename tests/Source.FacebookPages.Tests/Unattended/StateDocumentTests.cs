using System.Text;
using Airbyte.Protocol;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public sealed class StateDocumentTests
{
    private const string Entry = """{"type":"STREAM","stream":{"stream_descriptor":{"name":"NAME"},"stream_state":{"end_time":"2026-11-22T08:00:00Z"}},"written_by":{"1/2":"r1","2/2":"r2"}}""";

    [Fact]
    public void What_it_writes_is_read_back_to_the_letter_and_is_a_state_file()
    {
        var text = $"[\n{Named("pages")},\n{Named("page_insights_9")},\n{Named("page_insights_10")}\n]\n";

        var document = Parse(text);

        Assert.Equal(text, Encoding.UTF8.GetString(document.Write().Span));
        Assert.Equal(["page_insights_10", "page_insights_9", "pages"], InputState.Parse(document.Write()).Streams.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("r2", document.Find("pages")!.Writers["2/2"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("null")]
    public void Nothing_is_no_state(string text) => Assert.Empty(Parse(text).Entries);

    [Fact]
    public void Any_form_that_read_understands_is_taken()
    {
        var one = Parse("""{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"},"stream_state":{"x":1}}}}""" + "\n");
        var list = Parse("""[{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"},"stream_state":{"x":1}}}}]""");
        var legacy = Parse("""{"a":{"x":1}}""");

        Assert.All([one, list, legacy], document =>
        {
            var entry = Assert.Single(document.Entries);
            Assert.Equal(("a", "{\"x\":1}", 0), (entry.Stream, entry.State.GetRawText(), entry.Writers.Count));
        });
    }

    [Fact]
    public void Of_two_states_of_a_stream_the_last_counts_and_a_null_one_is_none()
    {
        var document = Parse("""
            [{"stream":{"stream_descriptor":{"name":"a"},"stream_state":{"x":1}}},
             {"stream":{"stream_descriptor":{"name":"a"},"stream_state":{"x":2}}},
             {"stream":{"stream_descriptor":{"name":"b"},"stream_state":null}}]
            """);

        Assert.Equal("{\"x\":2}", Assert.Single(document.Entries).State.GetRawText());
    }

    [Fact]
    public void Garbage_is_refused() => Assert.Throws<FormatException>(() => Parse("[1]"));

    private static string Named(string name) => Entry.Replace("NAME", name, StringComparison.Ordinal);

    private static StateDocument Parse(string text) => StateDocument.Parse(Encoding.UTF8.GetBytes(text));
}
