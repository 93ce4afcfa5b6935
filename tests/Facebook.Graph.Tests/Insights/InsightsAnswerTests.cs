using System.Text;
using System.Text.Json;

namespace Facebook.Graph.Tests.Insights;

public sealed class InsightsAnswerTests
{
    [Fact]
    public void Entries_and_points_are_shown_in_the_order_of_the_answer()
    {
        var lines = RecordedVisit.Of(
            """
            {"data":[
             {"name":"page_media_view","period":"day","values":[
               {"value":1210,"end_time":"2026-11-02T08:00:00+0000"},
               {"value":1187,"end_time":"2026-11-03T08:00:00+0000"}],
              "title":"Daily Media Views","description":"Daily: Times content was played or displayed.","id":"100000000000001/insights/page_media_view/day"},
             {"name":"page_post_engagements","period":"day","values":[
               {"value":88,"end_time":"2026-11-02T08:00:00+0000"}],
              "title":"Daily Post Engagements","description":"…","id":"100000000000001/insights/page_post_engagements/day"}],
             "paging":{"previous":"https:\/\/graph.facebook.com\/…since=1793343600","next":"https:\/\/graph.facebook.com\/…"}}
            """);

        Assert.Equal(
            [
                "page_media_view day",
                "- 2026-11-02T08:00:00+0000 Number 1210",
                "- 2026-11-03T08:00:00+0000 Number 1187",
                "page_post_engagements day",
                "- 2026-11-02T08:00:00+0000 Number 88",
            ],
            lines);
    }

    [Fact]
    public void Members_may_stand_in_any_order_and_unknown_ones_are_passed_over() =>
        Assert.Equal(
            ["a day", "- t Number 1"],
            RecordedVisit.Of("""{"extra":{"data":[{"name":"no"}]},"paging":{},"data":[{"id":"x","values":[{"more":[{"value":9}],"end_time":"t","value":1,"end_time_note":"u"}],"x":{"values":[]},"period":"day","name":"a"}],"summary":[1,[2]]}"""));

    [Fact]
    public void Entries_that_are_not_wanted_show_no_points() =>
        Assert.Equal(
            ["a day", "b day", "- t Number 2"],
            RecordedVisit.Of("""{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"t"}]},{"name":"b","period":"day","values":[{"value":2,"end_time":"t"}]}]}""", "b"));

    [Fact]
    public void An_entry_is_known_by_its_name_and_not_by_its_id() =>
        Assert.Equal(
            ["page_video_views_by_uploaded_hosted day"],
            RecordedVisit.Of("""{"data":[{"id":"1/insights/page_video_view_count_by_uploaded_hosted/day","name":"page_video_views_by_uploaded_hosted","period":"day","values":[]}]}"""));

    [Theory]
    [InlineData("1210", JsonTokenType.Number)]
    [InlineData("-3", JsonTokenType.Number)]
    [InlineData("1.0", JsonTokenType.Number)]
    [InlineData("1e5", JsonTokenType.Number)]
    [InlineData("123456789012345678901234567890", JsonTokenType.Number)]
    [InlineData("0.1234567890123456789", JsonTokenType.Number)]
    [InlineData("\"12\"", JsonTokenType.String)]
    [InlineData("true", JsonTokenType.True)]
    [InlineData("false", JsonTokenType.False)]
    [InlineData("null", JsonTokenType.Null)]
    [InlineData("{}", JsonTokenType.StartObject)]
    [InlineData("""{"like":15,"love":{"a":[1,{}]}}""", JsonTokenType.StartObject)]
    [InlineData("[1,2]", JsonTokenType.StartArray)]
    public void A_value_is_shown_to_the_letter(string value, JsonTokenType kind) =>
        Assert.Equal(
            ["a day", $"- t {kind} {value}"],
            RecordedVisit.Of($$"""{"data":[{"name":"a","period":"day","values":[{"value": {{value}} ,"end_time":"t"}]}]}"""));

    [Fact]
    public void A_point_without_a_value_or_without_a_time_is_shown_as_such() =>
        Assert.Equal(
            ["a lifetime", "-  Number 1406", "- t None", "- ", "-  Number 1", "-  Number 2"],
            RecordedVisit.Of("""{"data":[{"name":"a","period":"lifetime","values":[{"value":1406},{"end_time":"t"},{},{"end_time":null,"value":1},{"end_time":{"a":"b"},"value":2}]}]}""")
                .Select(line => line == "-  None" ? "- " : line));

    [Fact]
    public void An_escaped_end_time_is_the_same_end_time() =>
        Assert.Equal(
            ["a day", "- 2026-11-02T08:00:00+0000 Number 1"],
            RecordedVisit.Of("""{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"2026-11-02T08:00:00\u002B0000"}]}]}"""));

    [Fact]
    public void Escaped_names_are_the_same_names() =>
        Assert.Equal(
            ["page_fans day", "- t Number 1"],
            RecordedVisit.Of("""{"d\u0061ta":[{"n\u0061me":"p\u0061ge_fans","period":"d\u0061y","v\u0061lues":[{"v\u0061lue":1,"end\u005ftime":"t"}]}]}"""));

    [Fact]
    public void Texts_that_are_no_Unicode_do_no_harm_where_nobody_reads_them() =>
        Assert.Equal(
            ["a day", "- t Number 1"],
            RecordedVisit.Of("""{"\ud800":1,"data":[{"\ud800":1,"title":"cut \ud83d","name":"a","period":"day","values":[{"\udc00":"\ud800","value":1,"end_time":"t"}]}]}"""));

    [Theory]
    [InlineData("""{"period":"day","values":[]}""")]
    [InlineData("""{"name":"a","values":[]}""")]
    [InlineData("""{"name":"a","period":"day"}""")]
    [InlineData("""{"name":null,"period":"day","values":[]}""")]
    [InlineData("""{"name":{"x":1},"period":["day"],"values":[]}""")]
    [InlineData("{}")]
    public void An_entry_without_name_period_or_values_is_no_entry(string entry) =>
        Assert.Equal(
            ["b day", "- t Number 2"],
            RecordedVisit.Of($$"""{"data":[{{entry}},{"name":"b","period":"day","values":[{"value":2,"end_time":"t"}]}]}"""));

    [Fact]
    public void An_entry_may_have_no_points() => Assert.Equal(["a day"], RecordedVisit.Of("""{"data":[{"name":"a","period":"day","values":[]}]}"""));

    [Theory]
    [InlineData("""{"error":{"code":1},"data":[]}""")]
    [InlineData("""{"data":[],"error":{"code":1}}""")]
    [InlineData("""{"data":[],"\u0065rror":"x"}""")]
    public void Data_beside_an_error_is_no_answer(string json) => Assert.ThrowsAny<JsonException>(() => RecordedVisit.Of(json));

    [Fact]
    public void An_error_that_says_nothing_is_none() => Assert.Empty(RecordedVisit.Of("""{"error":null,"data":[]}"""));

    [Fact]
    public void An_entry_is_shown_once_even_if_it_has_its_values_twice() =>
        Assert.Equal(
            ["a day", "- t Number 1"],
            RecordedVisit.Of("""{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"t"}],"values":[{"value":2,"end_time":"t"}]}]}"""));

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[],"paging":{"previous":"…","next":"…"}}""")]
    [InlineData(""" { "data" : [ ] } """)]
    public void An_empty_answer_shows_nothing(string json) => Assert.Empty(RecordedVisit.Of(json));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("{}")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":"x"}""")]
    [InlineData("""{"data":[1]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[[]]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":null}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":{}}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[1]}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[null]}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[{"value":01,"end_time":"t"}]}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[{"value":NaN,"end_time":"t"}]}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"\ud800"}]}]}""")]
    [InlineData("""{"data":[{"name":"\ud800","period":"day","values":[]}]}""")]
    [InlineData("""{"data":[{"name":"a","period":"\udc00","values":[]}]}""")]
    [InlineData("""{"data":[]}{"data":[]}""")]
    [InlineData("""{"data":[]},""")]
    [InlineData("""{"data":[],}""")]
    public void What_is_no_insights_answer_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => RecordedVisit.Of(json));

    [Fact]
    public void An_answer_that_is_cut_off_anywhere_is_refused()
    {
        const string Whole = """{"data":[{"name":"a","period":"day","values":[{"value":{"x":[1.5]},"end_time":"t"}],"id":"1"}],"paging":{"next":"n"}}""";
        for (var length = 0; length < Whole.Length; length++)
        {
            var part = Encoding.UTF8.GetBytes(Whole[..length]);
            Assert.ThrowsAny<JsonException>(() => InsightsAnswer.Visit(part, new RecordedVisit()));
        }

        Assert.Equal(2, RecordedVisit.Of(Whole).Count);
    }

    [Fact]
    public void A_member_beside_the_value_is_found_as_text()
    {
        var members = new Members("is_from_ads", "absent", "value", "number", "flag", "nothing", "after", "é");

        InsightsAnswer.Visit(
            """{"data":[{"name":"a","period":"day","values":[{"value":{"is_from_ads":"inner"},"number":1.50,"flag":true,"nothing":null,"is_from_\u0061ds":"\u0031","list":[{"after":"inner"}],"end_time":"t","after":"x\/y","\u00e9":"😀"}]}]}"""u8,
            members);

        Assert.Equal(["1", null, "{", "1.50", "true", "null", "x/y", "😀"], members.Found);
    }

    [Fact]
    public void A_member_is_found_beside_one_whose_name_is_no_Unicode()
    {
        var members = new Members("is_from_ads");

        InsightsAnswer.Visit("""{"data":[{"name":"a","period":"day","values":[{"\ud800":1,"value":1,"is_from_ads":"0"}]}]}"""u8, members);

        Assert.Equal(["0"], members.Found);
    }

    [Fact]
    public void A_member_that_is_no_Unicode_spoils_the_answer() =>
        Assert.ThrowsAny<JsonException>(() =>
            InsightsAnswer.Visit("""{"data":[{"name":"a","period":"day","values":[{"value":1,"is_from_ads":"\ud800"}]}]}"""u8, new Members("is_from_ads")));

    private sealed class Members(params string[] names) : IInsightsVisitor
    {
        public List<string?> Found { get; } = [];

        public bool Entry(string name, string period) => true;

        public void Point(in InsightsPoint point)
        {
            foreach (var name in names)
            {
                Found.Add(point.Member(name));
            }
        }
    }
}
