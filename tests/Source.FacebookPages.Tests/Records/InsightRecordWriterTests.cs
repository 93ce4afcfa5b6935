using System.Text.Json;
using NJsonSchema;
using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Records;

public sealed class InsightRecordWriterTests
{
    private static readonly DateWindow OneDay = Day.Window("2026-03-01", "2026-03-01");

    [Fact]
    public void A_daily_answer_over_the_autumn_change_becomes_a_record_for_each_metric_and_day()
    {
        var reading = InsightsReading.Of(
            """
            {"data":[
             {"name":"page_media_view","period":"day","values":[
               {"value":1210,"end_time":"2026-11-02T08:00:00+0000"},
               {"value":1187,"end_time":"2026-11-03T08:00:00+0000"}],
              "title":"Daily Media Views","description":"Daily: Times content was played or displayed.","id":"100000000000001/insights/page_media_view/day"},
             {"name":"page_post_engagements","period":"day","values":[
               {"value":88,"end_time":"2026-11-02T08:00:00+0000"},
               {"value":91,"end_time":"2026-11-03T08:00:00+0000"}],
              "title":"Daily Post Engagements","description":"Daily: Engagements with posts.","id":"100000000000001/insights/page_post_engagements/day"}],
             "paging":{"previous":"…since=1793343600&until=1793516400","next":"…since=1793692800&until=1793865600"}}
            """,
            [SelectedMetric.Known(MetricRegistry.Load().Find("page_media_view")!), SelectedMetric.Known(MetricRegistry.Load().Find("page_post_engagements")!)],
            Day.Window("2026-11-01", "2026-11-02"));

        Assert.Equal(
            [
                """{"page_id":"100000000000001","metric":"page_media_view","metric_group":"media_view","period":"day","end_time":"2026-11-02T08:00:00Z","date":"2026-11-01","value":1210,"breakdown":null}""",
                """{"page_id":"100000000000001","metric":"page_media_view","metric_group":"media_view","period":"day","end_time":"2026-11-03T08:00:00Z","date":"2026-11-02","value":1187,"breakdown":null}""",
                """{"page_id":"100000000000001","metric":"page_post_engagements","metric_group":"engagement","period":"day","end_time":"2026-11-02T08:00:00Z","date":"2026-11-01","value":88,"breakdown":null}""",
                """{"page_id":"100000000000001","metric":"page_post_engagements","metric_group":"engagement","period":"day","end_time":"2026-11-03T08:00:00Z","date":"2026-11-02","value":91,"breakdown":null}""",
            ],
            reading.Lines);
        Assert.Equal(Day.On("2026-11-02"), reading.NewestDay);
        Assert.Empty(reading.Silent);
    }

    [Fact]
    public void Numbers_and_maps_of_a_metric_with_a_strange_name_may_follow_each_other()
    {
        var reading = InsightsReading.Of(
            """
            {"data":[{"name":"say \"é\u2028\"","period":"day","values":[
              {"value":{"like":1},"end_time":"2026-03-02T08:00:00+0000"},{"value":2,"end_time":"2026-03-03T08:00:00+0000"},{"value":{"like":3},"end_time":"2026-03-04T08:00:00+0000"},
              {"value":-4.50,"end_time":"2026-03-05T08:00:00+0000"},{"value":5,"end_time":"2026-03-06T09:00:00+0000"}]}]}
            """,
            [Metric.Custom("say \"é\u2028\"")],
            Day.Window("2026-03-01", "2026-03-05"));

        const string Head = """{"page_id":"100000000000001","metric":"say \"é\u2028\"","metric_group":"custom","period":"day","end_time":""";
        Assert.Equal(
            [
                Head + "\"2026-03-02T08:00:00Z\",\"date\":\"2026-03-01\",\"value\":null,\"breakdown\":{\"like\":1}}",
                Head + "\"2026-03-03T08:00:00Z\",\"date\":\"2026-03-02\",\"value\":2,\"breakdown\":null}",
                Head + "\"2026-03-04T08:00:00Z\",\"date\":\"2026-03-03\",\"value\":null,\"breakdown\":{\"like\":3}}",
                Head + "\"2026-03-05T08:00:00Z\",\"date\":\"2026-03-04\",\"value\":-4.50,\"breakdown\":null}",
                Head + "\"2026-03-06T09:00:00Z\",\"date\":\"2026-03-05\",\"value\":5,\"breakdown\":null}",
            ],
            reading.Lines);
    }

    [Fact]
    public void The_days_around_the_spring_change_keep_their_own_hours()
    {
        var reading = InsightsReading.Of(
            Answer("a", """{"value":1,"end_time":"2026-03-08T08:00:00+0000"},{"value":2,"end_time":"2026-03-09T07:00:00+0000"},{"value":3,"end_time":"2026-03-10T07:00:00+0000"}"""),
            [Metric.Live("a")],
            Day.Window("2026-03-07", "2026-03-09"));

        Assert.Equal(["a 2026-03-07 1", "a 2026-03-08 2", "a 2026-03-09 3"], reading.Short);
        Assert.Equal(
            ["2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z", "2026-03-10T07:00:00Z"],
            reading.Records.Select(record => record.GetProperty("end_time").GetString()));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("1.0")]
    [InlineData("1e5")]
    [InlineData("1E-7")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.12345678901234567890123")]
    [InlineData("-0")]
    public void A_number_goes_out_digit_for_digit(string number)
    {
        var record = Assert.Single(Of($$"""{"value":{{number}},"end_time":"2026-03-02T08:00:00+0000"}""").Records);

        Assert.Equal(number, record.GetProperty("value").GetRawText());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("breakdown").ValueKind);
    }

    [Theory]
    [InlineData("""{"like":15,"love":1}""", """{"like":15,"love":1}""")]
    [InlineData("{}", "{}")]
    [InlineData("""{ "total" : 9 , "unpaid" : 7.0 , "paid" : 123456789012345678901 }""", """{"total":9,"unpaid":7.0,"paid":123456789012345678901}""")]
    [InlineData("""{"a":{"b":1,"c":{"d":[1,"x",null,true,false,{}]}}}""", """{"a":{"b":1,"c":{"d":[1,"x",null,true,false,{}]}}}""")]
    [InlineData("""{"currency":"USD","microAmount":1250000}""", """{"currency":"USD","microAmount":1250000}""")]
    public void A_map_goes_out_as_the_breakdown(string map, string breakdown)
    {
        var record = Assert.Single(Of($$"""{"value":{{map}},"end_time":"2026-03-02T08:00:00+0000"}""").Records);

        Assert.Equal(breakdown, record.GetProperty("breakdown").GetRawText());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("value").ValueKind);
    }

    [Theory]
    [InlineData("\"12\"", """{"value":"12"}""")]
    [InlineData("[1,{\"a\":2}]", """{"value":[1,{"a":2}]}""")]
    [InlineData("[]", """{"value":[]}""")]
    [InlineData("true", """{"value":true}""")]
    [InlineData("false", """{"value":false}""")]
    public void A_value_that_is_neither_number_nor_map_is_kept_under_the_key_value(string value, string breakdown)
    {
        var record = Assert.Single(Of($$"""{"value":{{value}},"end_time":"2026-03-02T08:00:00+0000"}""").Records);

        Assert.Equal(breakdown, record.GetProperty("breakdown").GetRawText());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("value").ValueKind);
    }

    [Theory]
    [InlineData("""{"value":null,"end_time":"2026-03-02T08:00:00+0000"}""")]
    [InlineData("""{"end_time":"2026-03-02T08:00:00+0000"}""")]
    [InlineData("""{"value":1406}""")]
    [InlineData("""{"value":1406,"end_time":null}""")]
    [InlineData("")]
    public void A_point_without_a_value_or_without_an_end_time_is_no_record(string points)
    {
        var reading = Of(points);

        Assert.Empty(reading.Lines);
        Assert.Null(reading.NewestDay);
        Assert.Empty(reading.Silent);
    }

    [Fact]
    public void A_value_of_nothing_much_is_delivered_all_the_same()
    {
        Assert.Equal(Day.On("2026-03-01"), Of("""{"value":0,"end_time":"2026-03-02T08:00:00+0000"}""").NewestDay);
        Assert.Equal(Day.On("2026-03-01"), Of("""{"value":{},"end_time":"2026-03-02T08:00:00+0000"}""").NewestDay);
    }

    [Fact]
    public void The_newest_day_is_the_last_that_brought_a_value_whatever_the_order()
    {
        var reading = InsightsReading.Of(
            Answer("a", """{"value":3,"end_time":"2026-03-04T08:00:00+0000"},{"value":1,"end_time":"2026-03-02T08:00:00+0000"},{"value":null,"end_time":"2026-03-05T08:00:00+0000"}"""),
            [Metric.Live("a")],
            Day.Window("2026-03-01", "2026-03-05"));

        Assert.Equal(Day.On("2026-03-03"), reading.NewestDay);
    }

    [Fact]
    public void Points_outside_the_window_are_dropped_and_count_for_nothing()
    {
        var reading = InsightsReading.Of(
            Answer("a", string.Join(',', Enumerable.Range(1, 9).Select(day => $$"""{"value":{{day}},"end_time":"2026-03-0{{day}}T08:00:00+0000"}"""))),
            [Metric.Live("a")],
            Day.Window("2026-03-02", "2026-03-04"));

        Assert.Equal(["a 2026-03-02 3", "a 2026-03-03 4", "a 2026-03-04 5"], reading.Short);
        Assert.Equal(Day.On("2026-03-04"), reading.NewestDay);
    }

    [Fact]
    public void The_unfinished_day_is_dropped_even_when_it_lies_in_the_window()
    {
        var reading = InsightsReading.Of(
            Answer("a", """{"value":1,"end_time":"2026-03-05T08:00:00+0000"},{"value":2,"end_time":"2026-03-06T08:00:00+0000"}"""),
            [Metric.Live("a")],
            Day.Window("2026-03-01", "2026-03-05"),
            lastComplete: Day.On("2026-03-04"));

        Assert.Equal(["a 2026-03-04 1"], reading.Short);
        Assert.Equal(Day.On("2026-03-04"), reading.NewestDay);
    }

    [Fact]
    public void Entries_of_other_periods_or_that_nobody_asked_for_are_passed_over()
    {
        const string Points = """[{"value":1,"end_time":"2026-03-02T08:00:00+0000"}]""";
        var reading = InsightsReading.Of(
            $$"""
            {"data":[
            {"name":"page_follows","period":"lifetime","values":[{"value":1406}]},
            {"name":"page_fans","period":"day","values":{{Points}}},
            {"name":"page_follows","period":"week","values":{{Points}}},
            {"name":"page_follows","period":"day","values":[{"value":1385,"end_time":"2026-03-02T08:00:00+0000"}]},
            {"name":"page_follows","period":"days_28","values":{{Points}}}]}
            """,
            [Metric.Live("page_follows")],
            OneDay);

        Assert.Equal(["page_follows 2026-03-01 1385"], reading.Short);
    }

    [Fact]
    public void Another_period_is_carried_in_the_records()
    {
        var reading = InsightsReading.Of(
            """{"data":[{"name":"a","period":"days_28","values":[{"value":5,"end_time":"2026-03-02T08:00:00+0000"}]},{"name":"a","period":"day","values":[{"value":6,"end_time":"2026-03-02T08:00:00+0000"}]}]}""",
            [Metric.Live("a")],
            OneDay,
            period: "days_28");

        var record = Assert.Single(reading.Records);
        Assert.Equal("days_28", record.GetProperty("period").GetString());
        Assert.Equal("2026-03-01", record.GetProperty("date").GetString());
        Assert.Equal(5, record.GetProperty("value").GetInt32());
    }

    [Fact]
    public void A_metric_is_known_by_its_name_and_not_by_its_id() =>
        Assert.Equal(
            ["page_video_views_by_uploaded_hosted 2026-03-01 {\"uploaded\":3}"],
            InsightsReading.Of(
                """{"data":[{"name":"page_video_views_by_uploaded_hosted","period":"day","values":[{"value":{"uploaded":3},"end_time":"2026-03-02T08:00:00+0000"}],"id":"100000000000001/insights/page_video_view_count_by_uploaded_hosted/day"}]}""",
                [Metric.Live("page_video_views_by_uploaded_hosted")],
                OneDay).Short);

    [Fact]
    public void An_entry_that_comes_twice_is_taken_once()
    {
        const string Entry = """{"name":"a","period":"day","values":[{"value":1,"end_time":"2026-03-02T08:00:00+0000"}]}""";

        Assert.Equal(["a 2026-03-01 1"], InsightsReading.Of($$"""{"data":[{{Entry}},{{Entry}}]}""", [Metric.Live("a")], OneDay).Short);
    }

    [Fact]
    public void Metrics_without_an_entry_are_named()
    {
        var reading = InsightsReading.Of(
            """{"data":[{"name":"b","period":"day","values":[]},{"name":"c","period":"week","values":[]}]}""",
            [Metric.Live("a"), Metric.Live("b"), Metric.Live("c")],
            OneDay);

        Assert.Equal(["a", "c"], reading.Silent);
    }

    [Fact]
    public void A_custom_metric_is_of_the_group_custom() =>
        Assert.Equal("custom", Assert.Single(InsightsReading.Of(Answer("new_thing", """{"value":1,"end_time":"2026-03-02T08:00:00+0000"}"""), [Metric.Custom("new_thing")], OneDay).Records).GetProperty("metric_group").GetString());

    [Fact]
    public void The_maps_of_a_metric_may_have_other_keys_on_other_days()
    {
        var reading = InsightsReading.Of(
            """
            {"data":[{"name":"page_x","period":"day","values":[
              {"value":{"like":1,"love":2},"end_time":"2026-03-02T08:00:00+0000"},{"value":{"like":3,"love":4},"end_time":"2026-03-03T08:00:00+0000"},
              {"value":{"love":5},"end_time":"2026-03-04T08:00:00+0000"},{"value":{"l\u006fve":6,"like":7,"wow":8},"end_time":"2026-03-05T08:00:00+0000"},
              {"value":{"love":9,"like":10},"end_time":"2026-03-06T08:00:00+0000"}]}]}
            """,
            [Metric.Custom("page_x")],
            Day.Window("2026-03-01", "2026-03-05"));

        Assert.Equal(
            ["""{"like":1,"love":2}""", """{"like":3,"love":4}""", """{"love":5}""", """{"love":6,"like":7,"wow":8}""", """{"love":9,"like":10}"""],
            reading.Records.Select(record => record.GetProperty("breakdown").GetRawText()));
    }

    [Fact]
    public void Maps_may_have_any_number_of_keys_in_any_order_and_some_on_some_days_only()
    {
        var random = new Random(20261127);
        string[] keys = [.. Enumerable.Range(0, 150).Select(number => $"k{number:000}"), "é", "a\\\"b", "\\u0041"];
        string Map()
        {
            var some = keys.Where(_ => random.Next(3) > 0).ToArray();
            random.Shuffle(some);
            return "{" + string.Join(",", some.Select(key => $"\"{key}\":{random.Next(100)}")) + "}";
        }

        List<string> maps = [.. Enumerable.Range(1, 28).Select(_ => Map())];
        var points = maps.Select((map, day) => $$"""{"value":{{map}},"end_time":"2026-02-{{day + 1:00}}T08:00:00+0000"}""");

        var reading = InsightsReading.Of(
            $$"""{"data":[{"name":"a","period":"day","values":[{{string.Join(",", points)}}]}]}""", [Metric.Live("a")], Day.Window("2026-01-31", "2026-02-27"));

        Assert.Equal(maps.Select(Meaning), reading.Records.Select(record => Meaning(record.GetProperty("breakdown").GetRawText())));

        static string Meaning(string map) => string.Join(" ", Json.Element(map).EnumerateObject().Select(member => $"{member.Name}={member.Value}"));
    }

    [Fact]
    public void Flat_breakdown_rows_of_a_day_become_one_record()
    {
        var reading = InsightsReading.Of(
            """
            {"data":[{"name":"page_media_view","period":"day","values":[
             {"value":25,"end_time":"2026-03-02T08:00:00+0000","is_from_ads":"0"},
             {"value":7,"end_time":"2026-03-03T08:00:00+0000","is_from_ads":"0"},
             {"is_from_ads":"1","end_time":"2026-03-02T08:00:00+0000","value":3.0},
             {"value":9,"end_time":"2026-03-04T08:00:00+0000","is_from_ads":"1"}]}]}
            """,
            [Metric.BrokenDown("page_media_view", "is_from_ads")],
            Day.Window("2026-03-01", "2026-03-02"));

        Assert.Equal(
            [
                """{"page_id":"100000000000001","metric":"page_media_view_by_is_from_ads","metric_group":"media_view","period":"day","end_time":"2026-03-02T08:00:00Z","date":"2026-03-01","value":null,"breakdown":{"0":25,"1":3.0}}""",
                """{"page_id":"100000000000001","metric":"page_media_view_by_is_from_ads","metric_group":"media_view","period":"day","end_time":"2026-03-03T08:00:00Z","date":"2026-03-02","value":null,"breakdown":{"0":7}}""",
            ],
            reading.Lines);
        Assert.Equal(Day.On("2026-03-02"), reading.NewestDay);
        Assert.Empty(reading.Silent);
    }

    [Fact]
    public void Breakdown_rows_of_one_metric_do_not_flow_into_the_next()
    {
        var reading = InsightsReading.Of(
            """
            {"data":[
            {"name":"x","period":"day","values":[{"value":1,"end_time":"2026-03-02T08:00:00+0000","k":"p"},{"value":2,"end_time":"2026-03-02T08:00:00+0000","k":"q"}]},
            {"name":"unasked","period":"day","values":[{"value":8,"end_time":"2026-03-02T08:00:00+0000","k":"p"}]},
            {"name":"y","period":"day","values":[{"value":3,"end_time":"2026-03-02T08:00:00+0000","k":"p"}]}]}
            """,
            [Metric.BrokenDown("x", "k"), Metric.BrokenDown("y", "k")],
            OneDay);

        Assert.Equal(["""x_by_k 2026-03-01 {"p":1,"q":2}""", """y_by_k 2026-03-01 {"p":3}"""], reading.Short);
    }

    [Fact]
    public void A_breakdown_key_that_comes_twice_in_a_day_is_taken_once() =>
        Assert.Equal(
            ["""x_by_k 2026-03-01 {"p":1}"""],
            InsightsReading.Of(Answer("x", """{"value":1,"end_time":"2026-03-02T08:00:00+0000","k":"p"},{"value":1,"end_time":"2026-03-02T08:00:00+0000","k":"p"}"""), [Metric.BrokenDown("x", "k")], OneDay).Short);

    [Fact]
    public void Breakdown_rows_without_a_value_make_no_record() =>
        Assert.Empty(InsightsReading.Of(Answer("x", """{"value":null,"end_time":"2026-03-02T08:00:00+0000","k":"p"}"""), [Metric.BrokenDown("x", "k")], OneDay).Lines);

    [Fact]
    public void A_map_of_a_metric_with_a_breakdown_is_a_breakdown_already() =>
        Assert.Equal(
            ["""x_by_k 2026-03-01 {"p":1}"""],
            InsightsReading.Of(Answer("x", """{"value":{"p":1},"end_time":"2026-03-02T08:00:00+0000"}"""), [Metric.BrokenDown("x", "k")], OneDay).Short);

    [Fact]
    public void Members_of_entries_and_points_may_stand_in_any_order()
    {
        const string Shuffled =
            """
            {"paging":{},"data":[{"id":"x","values":[{"end_time":"2026-03-02T08:00:00+0000","new":{"value":9,"end_time":"2026-03-02T08:00:00+0000"},"value":{"like":1}}],"title":"t","period":"day","surprise":[1],"name":"a"}]}
            """;

        Assert.Equal(["""a 2026-03-01 {"like":1}"""], InsightsReading.Of(Shuffled, [Metric.Live("a")], OneDay).Short);
    }

    [Theory]
    [InlineData("""caf\u00e9 \ud83d\ude00 a\/b \" \\ \t\n""", "café 😀 a/b \" \\ \t\n")]
    [InlineData("""line\u2028 para\u2029 next\u0085 nul\u0000 esc\u001b""", "line\u2028 para\u2029 next\u0085 nul\0 esc\u001b")]
    [InlineData("""high \ud83d alone""", "high \ufffd alone")]
    [InlineData("""low \ude00 alone \u00e9""", "low \ufffd alone é")]
    [InlineData("""wrong order \ude00\ud83d, then right \ud83d\ude00""", "wrong order \ufffd\ufffd, then right 😀")]
    [InlineData("""\b\f\r \\u00e9 stays \\\" \ud83d""", "\b\f\r \\u00e9 stays \\\" \ufffd")]
    [InlineData("""Zürich 日本 🏔""", "Zürich 日本 🏔")]
    public void Keys_and_texts_keep_their_meaning_and_cannot_break_a_line(string escaped, string meant)
    {
        var reading = Of($$"""{"value":{"{{escaped}}":"{{escaped}}","n":1},"end_time":"2026-03-02T08:00:00+0000"}""");

        var line = Assert.Single(reading.Lines);
        Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u2028' or '\u2029');
        var breakdown = reading.Records[0].GetProperty("breakdown");
        Assert.Equal([(meant, meant)], breakdown.EnumerateObject().Where(member => member.Name != "n").Select(member => (member.Name, member.Value.GetString())));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_replaced_and_nothing_else_is_lost()
    {
        byte[] answer =
        [
            .. """{"data":[{"name":"a","period":"day","values":[{"value":{"caf"""u8, 0xE9, .. "\":1,\"b\":2},\"end_time\":\"2026-03-02T08:00:00+0000\"}]}]}"u8,
        ];
        using var batch = new Airbyte.Protocol.RecordBatch("s");
        var writer = new FacebookPages.Records.InsightRecordWriter("1", "day", [Metric.Live("a")], OneDay, new DayTable(OneDay), batch);

        Facebook.Graph.InsightsAnswer.Visit(answer, writer);
        writer.Complete();

        Assert.Equal("{\"caf\ufffd\":1,\"b\":2}", Assert.Single(batch.Elements()).GetProperty("breakdown").GetRawText());
    }

    [Theory]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"2026-03-02T08:00:00+0000"}""")]
    [InlineData("""{"data":[{"name":"a","period":"day","values":[{"value":tru,"end_time":"2026-03-02T08:00:00+0000"}]}]}""")]
    [InlineData("Sorry, something went wrong")]
    [InlineData("")]
    public void A_broken_answer_is_an_error(string answer) => Assert.ThrowsAny<JsonException>(() => InsightsReading.Of(answer, [Metric.Live("a")], OneDay));

    [Fact]
    public async Task Every_form_of_record_fits_the_schema_that_discovery_gives()
    {
        var schema = await JsonSchema.FromJsonAsync(System.Text.Encoding.UTF8.GetString(InsightsSchema.Write([]).Span), TestContext.Current.CancellationToken);
        string[] values = ["1", "-1.5", "9007199254740993", "{}", """{"like":1}""", """{"a":{"b":1}}""", """{"currency":"USD","microAmount":0}""", "\"x\"", "[1]", "true"];

        foreach (var value in values)
        {
            var line = Assert.Single(Of($$"""{"value":{{value}},"end_time":"2026-03-02T08:00:00+0000"}""").Lines);
            Assert.Empty(schema.Validate(line));
        }

        var folded = Assert.Single(InsightsReading.Of(Answer("x", """{"value":1,"end_time":"2026-03-02T08:00:00+0000","k":"p"}"""), [Metric.BrokenDown("x", "k")], OneDay).Lines);
        Assert.Empty(schema.Validate(folded));
        Assert.NotEmpty(schema.Validate("""{"page_id":1}"""));
    }

    private static InsightsReading Of(string points) => InsightsReading.Of(Answer("a", points), [Metric.Live("a")], OneDay);

    private static string Answer(string metric, string points) => $$"""{"data":[{"name":"{{metric}}","period":"day","values":[{{points}}]}]}""";
}
