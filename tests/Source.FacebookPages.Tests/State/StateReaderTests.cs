using CsCheck;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Days;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.State;

public sealed class StateReaderTests
{
    private static readonly StateReader Reader = new(["a", "b"], Day.On("2026-01-01"));

    [Theory]
    [InlineData("2026-11-20T08:00:00Z")]
    [InlineData("2026-11-20T08:00:00+00:00")]
    [InlineData("2026-11-20T08:00:00+0000")]
    [InlineData("2026-11-20T08:00:00.000Z")]
    [InlineData("2026-11-20T08:00:00.000000+00:00")]
    [InlineData("2026-11-20T00:00:00-08:00")]
    [InlineData("2026-11-20 08:00:00+00:00")]
    [InlineData("2026-11-20T08:00:00")]
    public void A_cursor_alone_covers_all_wanted_metrics_from_the_wanted_start(string endTime)
    {
        var progress = Reader.ReadPage(Json.Element($$"""{"end_time":"{{endTime}}"}"""), "1")!;

        Assert.Equal(UsRule.EndOf(Day.On("2026-11-19")), progress.EndTime);
        Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(progress.Coverage));
    }

    [Theory]
    [InlineData("2026-11-20T07:59:59Z", "2026-11-18")]
    [InlineData("2026-11-20T23:00:00Z", "2026-11-19")]
    [InlineData("2026-11-20", "2026-11-18")]
    public void A_cursor_that_is_no_Pacific_midnight_covers_the_days_that_had_ended_by_then(string endTime, string last) =>
        Assert.Equal([$"2026-01-01 to {last}: a,b"], Texts(Reader.ReadPage(Json.Element($$"""{"end_time":"{{endTime}}"}"""), "1")!.Coverage));

    [Fact]
    public void A_cursor_of_a_single_day_covers_that_day() =>
        Assert.Equal(["2026-01-01: a,b"], Texts(Reader.ReadPage(Json.Element("""{"end_time":"2026-01-02T08:00:00Z"}"""), "1")!.Coverage));

    [Fact]
    public void A_cursor_before_the_wanted_start_covers_nothing()
    {
        var progress = Reader.ReadPage(Json.Element("""{"end_time":"2025-06-01T07:00:00Z","version":1}"""), "1")!;

        Assert.Empty(progress.Coverage.Ranges);
        Assert.Equal(UsRule.EndOf(Day.On("2025-05-31")), progress.EndTime);
    }

    [Fact]
    public void A_cursor_in_the_far_future_is_kept() =>
        Assert.Equal("9998-12-31T08:00:00Z", StateWriter.Canonical(Reader.ReadPage(Json.Element("""{"end_time":"9998-12-31T08:00:00Z"}"""), "1")!.EndTime));

    [Fact]
    public void A_cursor_alone_covers_nothing_when_no_metric_is_wanted()
    {
        var progress = new StateReader([], Day.On("2026-01-01")).ReadPage(Json.Element("""{"end_time":"2026-11-20T08:00:00Z"}"""), "1")!;

        Assert.Empty(progress.Coverage.Ranges);
        Assert.Equal(UsRule.EndOf(Day.On("2026-11-19")), progress.EndTime);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"pages":{}}""")]
    [InlineData("""{"pages":{"2":{"end_time":"2026-11-20T08:00:00Z"}}}""")]
    [InlineData("""{"pages":{"1":{}}}""")]
    [InlineData("""{"states":[]}""")]
    [InlineData("""{"states":[],"use_global_cursor":false,"state":{"end_time":"2026-11-20T08:00:00Z"}}""")]
    public void A_state_that_says_nothing_of_the_Page_is_none(string state) => Assert.Null(Reader.ReadPage(Json.Element(state), "1"));

    [Fact]
    public void What_was_written_is_what_is_read_of_one_Page()
    {
        Progress.Sample(
            progress =>
            {
                var text = Json.Written(json => new StateWriter(json).WritePage(progress));
                var read = Reader.ReadPage(Json.Element(text), "1")!;

                Assert.Equal(progress.EndTime, read.EndTime);
                Assert.Equal(Texts(progress.Coverage), Texts(read.Coverage));
            },
            iter: 2_000);
    }

    [Fact]
    public void What_was_written_is_what_is_read_of_all_Pages()
    {
        Progress.Array[0, 6].Sample(
            parts =>
            {
                var pages = parts.Index().ToDictionary(part => $"10{part.Index}", part => part.Item);
                var text = Json.Written(json => new StateWriter(json).WritePages(pages, UsRule.EndOf(Day.No(0))));
                var read = Reader.ReadPages(Json.Element(text), []);

                Assert.Equal(pages.Keys.Order(), read.Keys.Order());
                Assert.All(pages, page =>
                {
                    Assert.Equal(page.Value.EndTime, read[page.Key].EndTime);
                    Assert.Equal(Texts(page.Value.Coverage), Texts(read[page.Key].Coverage));
                });
            },
            iter: 2_000);
    }

    [Fact]
    public void A_Page_finds_its_part_in_the_state_of_all_Pages()
    {
        var state = Json.Element(
            """
            {"end_time":"2026-02-02T08:00:00Z","version":1,"pages":{
            "1":{"end_time":"2026-02-02T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-02-01","metrics":1}]},
            "2":{"end_time":"2026-03-02T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-03-01","metrics":0}]}},
            "metric_sets":[["a"],["a","c"]]}
            """);

        Assert.Equal(["2026-01-01 to 2026-02-01: a,c"], Texts(Reader.ReadPage(state, "1")!.Coverage));
        Assert.Equal(["2026-01-01 to 2026-03-01: a"], Texts(Reader.ReadPage(state, "2")!.Coverage));
        Assert.Null(Reader.ReadPage(state, "3"));
    }

    [Fact]
    public void For_all_Pages_a_cursor_alone_counts_for_each_of_them()
    {
        var pages = Reader.ReadPages(Json.Element("""{"end_time":"2026-11-20T08:00:00Z"}"""), ["1", "2"]);

        Assert.Equal(["1", "2"], pages.Keys.Order());
        Assert.All(pages.Values, page => Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(page.Coverage)));
    }

    [Fact]
    public void For_all_Pages_the_parts_of_Pages_that_are_not_there_any_more_are_read_too() =>
        Assert.Equal(["7"], Reader.ReadPages(Json.Element("""{"version":1,"pages":{"7":{"end_time":"2026-11-20T08:00:00Z"},"8":{}}}"""), ["1"]).Keys);

    [Fact]
    public void A_cursor_for_each_partition_is_understood()
    {
        var state = Json.Element(
            """
            {"use_global_cursor":false,"lookback_window":3,"parent_state":{},
            "states":[{"partition":{"page_id":"1","parent_slice":{}},"cursor":{"end_time":"2026-11-20T08:00:00+0000"}},{"partition":{"page_id":"2"},"cursor":{}}],
            "state":{"end_time":"2026-11-22T08:00:00+0000"}}
            """);

        var pages = Reader.ReadPages(state, ["1", "2", "3"]);

        Assert.Equal(["1"], pages.Keys);
        Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(pages["1"].Coverage));
        Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(Reader.ReadPage(state, "1")!.Coverage));
    }

    [Fact]
    public void A_global_cursor_counts_for_the_partitions_without_one_of_their_own()
    {
        var state = Json.Element(
            """
            {"use_global_cursor":true,"states":[{"partition":{"page_id":"1"},"cursor":{"end_time":"2026-02-02T08:00:00Z"}}],"state":{"end_time":"2026-11-20T08:00:00Z"}}
            """);

        var pages = Reader.ReadPages(state, ["1", "3"]);

        Assert.Equal(["2026-01-01 to 2026-02-01: a,b"], Texts(pages["1"].Coverage));
        Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(pages["3"].Coverage));
        Assert.Equal(["2026-01-01 to 2026-11-19: a,b"], Texts(Reader.ReadPage(state, "9")!.Coverage));
    }

    [Fact]
    public void Slices_of_a_source_that_reads_in_any_order_are_understood()
    {
        var progress = Reader.ReadPage(
            Json.Element(
                """
                {"state_type":"date-range","slices":[
                {"start":"2026-02-01T08:00:00Z","end":"2026-03-01T08:00:00Z","most_recent_cursor_value":"2026-02-20T08:00:00Z"},
                {"start":"2026-01-01T00:00:00Z","end":"2026-01-10T08:00:00Z","most_recent_cursor_value":null},
                {"start":"2026-05-01T07:00:00+0000","end":"2026-05-01T12:00:00+0000"}],"legacy":{}}
                """),
            "1")!;

        // A first day counts only if it is whole: 2026-01-01T00:00Z lies in the Pacific 31st of December.
        Assert.Equal(["2026-02-01 to 2026-02-19: a,b", "2026-01-01 to 2026-01-09: a,b"], Texts(progress.Coverage));
        Assert.Equal(UsRule.EndOf(Day.On("2026-02-19")), progress.EndTime);
    }

    [Fact]
    public void A_slice_that_begins_within_a_day_does_not_cover_that_day() =>
        Assert.Equal(
            ["2026-02-02 to 2026-02-19: a,b"],
            Texts(Reader.ReadPage(Json.Element("""{"state_type":"date-range","slices":[{"start":"2026-02-01T08:00:01Z","end":"2026-02-20T08:00:00Z"}]}"""), "1")!.Coverage));

    [Fact]
    public void No_slices_are_nothing_read()
    {
        var progress = Reader.ReadPage(Json.Element("""{"state_type":"date-range","slices":[]}"""), "1")!;

        Assert.Empty(progress.Coverage.Ranges);
        Assert.Equal(UsRule.EndOf(Day.On("2025-12-31")), progress.EndTime);
    }

    [Theory]
    [InlineData("""{"version":2,"end_time":"2026-11-20T08:00:00Z"}""", "its version is 2, and this connector reads version 1.")]
    [InlineData("""{"version":"1","end_time":"2026-11-20T08:00:00Z"}""", "its version is \"1\", and this connector reads version 1.")]
    [InlineData("""{"version":null,"end_time":"2026-11-20T08:00:00Z"}""", "its version is null, and this connector reads version 1.")]
    [InlineData("""{"version":1.5,"end_time":"2026-11-20T08:00:00Z"}""", "its version is 1.5, and this connector reads version 1.")]
    [InlineData("""{"version":0,"pages":{}}""", "its version is 0, and this connector reads version 1.")]
    [InlineData("""{"version":99999999999,"pages":{}}""", "its version is 99999999999, and this connector reads version 1.")]
    [InlineData("[]", "it is not an object.")]
    [InlineData("\"2026-11-20\"", "it is not an object.")]
    [InlineData("""{"cursor":"2026-11-20"}""", "it has no \"end_time\".")]
    [InlineData("""{"end_time":null,"other":1}""", "it has no \"end_time\".")]
    [InlineData("""{"end_time":"yesterday"}""", "\"end_time\" is \"yesterday\", not a date and time.")]
    [InlineData("""{"end_time":""}""", "\"end_time\" is \"\", not a date and time.")]
    [InlineData("""{"end_time":"08:00:00Z"}""", "\"end_time\" is \"08:00:00Z\", not a date and time.")]
    [InlineData("""{"end_time":"11/20/2026"}""", "\"end_time\" is \"11/20/2026\", not a date and time.")]
    [InlineData("""{"end_time":"0001-01-01T00:00:00Z"}""", "\"end_time\" is \"0001-01-01T00:00:00Z\", not a date and time.")]
    [InlineData("""{"end_time":1795219200}""", "\"end_time\" is 1795219200, not a date and time.")]
    [InlineData("""{"end_time":{}}""", "\"end_time\" is {}, not a date and time.")]
    [InlineData("""{"covered":[],"metric_sets":[]}""", "\"end_time\" is missing.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":{},"metric_sets":[]}""", "\"covered\" or \"metric_sets\" is not a list.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[]}""", "\"covered\" or \"metric_sets\" is not a list.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[],"metric_sets":{}}""", "\"covered\" or \"metric_sets\" is not a list.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[],"metric_sets":["a"]}""", "\"metric_sets\" is not a list of lists of names.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[],"metric_sets":[[1]]}""", "\"metric_sets\" is not a list of lists of names.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":["x"],"metric_sets":[["a"]]}""", "a range in \"covered\" has no date \"since\".")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"until":"2026-01-02","metrics":0}],"metric_sets":[["a"]]}""", "a range in \"covered\" has no date \"since\".")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-02-30","until":"2026-03-02","metrics":0}],"metric_sets":[["a"]]}""", "a range in \"covered\" has no date \"since\".")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","metrics":0}],"metric_sets":[["a"]]}""", "a range in \"covered\" has no date \"until\".")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"9999-12-31","metrics":0}],"metric_sets":[["a"]]}""", "a range in \"covered\" has no date \"until\".")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-02","until":"2026-01-01","metrics":0}],"metric_sets":[["a"]]}""", "a range in \"covered\" ends before it begins or names a metric set that is not there.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-01-01","metrics":1}],"metric_sets":[["a"]]}""", "a range in \"covered\" ends before it begins or names a metric set that is not there.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-01-01","metrics":-1}],"metric_sets":[["a"]]}""", "a range in \"covered\" ends before it begins or names a metric set that is not there.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-01-01","metrics":"0"}],"metric_sets":[["a"]]}""", "a range in \"covered\" ends before it begins or names a metric set that is not there.")]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-01-01"}],"metric_sets":[["a"]]}""", "a range in \"covered\" ends before it begins or names a metric set that is not there.")]
    [InlineData("""{"pages":[]}""", "pages is not an object.")]
    [InlineData("""{"pages":{"1":"2026"}}""", "the state of a Page is not an object.")]
    [InlineData("""{"pages":{"1":{"cursor":1}}}""", "it has no \"end_time\".")]
    [InlineData("""{"states":{}}""", "\"states\" is not a list.")]
    [InlineData("""{"states":[1]}""", "a partition in \"states\" does not have the form {\"partition\": {\"page_id\": …}, \"cursor\": {\"end_time\": …}}.")]
    [InlineData("""{"states":[{"partition":{"account":"1"},"cursor":{"end_time":"2026-11-20T08:00:00Z"}}]}""", "a partition in \"states\" does not have the form {\"partition\": {\"page_id\": …}, \"cursor\": {\"end_time\": …}}.")]
    [InlineData("""{"states":[{"partition":{"page_id":1},"cursor":{"end_time":"2026-11-20T08:00:00Z"}}]}""", "a partition in \"states\" does not have the form {\"partition\": {\"page_id\": …}, \"cursor\": {\"end_time\": …}}.")]
    [InlineData("""{"states":[{"partition":{"page_id":"1"},"cursor":"2026-11-20T08:00:00Z"}]}""", "a partition in \"states\" does not have the form {\"partition\": {\"page_id\": …}, \"cursor\": {\"end_time\": …}}.")]
    [InlineData("""{"state_type":"sequence","slices":[]}""", "its \"state_type\" is not known.")]
    [InlineData("""{"state_type":1,"slices":[]}""", "its \"state_type\" is not known.")]
    [InlineData("""{"state_type":"date-range"}""", "its \"state_type\" is not known.")]
    [InlineData("""{"state_type":"date-range","slices":[{"start":"2026-01-01T08:00:00Z"}]}""", "a slice has no \"start\" or no \"end\".")]
    [InlineData("""{"state_type":"date-range","slices":["2026"]}""", "a slice has no \"start\" or no \"end\".")]
    [InlineData("""{"state_type":"date-range","slices":[{"start":"0001-01-01T00:00:00Z","end":"2026-01-01T08:00:00Z"}]}""", "\"start\" is \"0001-01-01T00:00:00Z\", not a date and time.")]
    public void A_state_that_is_not_understood_is_refused_with_the_reason(string state, string why)
    {
        Assert.Equal(why, Assert.Throws<FormatException>(() => Reader.ReadPage(Json.Element(state), "1")).Message);
        Assert.Equal(why, Assert.Throws<FormatException>(() => Reader.ReadPages(Json.Element(state), ["1"])).Message);
    }

    [Fact]
    public void Text_that_is_no_text_is_refused_and_not_a_crash()
    {
        Assert.Throws<FormatException>(() => Reader.ReadPage(Json.Element("""{"end_time":"\ud800"}"""), "1"));
        Assert.Throws<FormatException>(() => Reader.ReadPage(Json.Element("""{"end_time":"2026-11-20T08:00:00Z","covered":[],"metric_sets":[["\ud800"]]}"""), "1"));
        Assert.Throws<FormatException>(() => Reader.ReadPages(Json.Element("""{"pages":{"\ud800":{"end_time":"2026-11-20T08:00:00Z"}}}"""), ["1"]));
    }

    [Fact]
    public void Of_a_Page_that_stands_twice_the_last_part_counts() =>
        Assert.Equal(
            ["2026-01-01 to 2026-11-19: a,b"],
            Texts(Reader.ReadPages(Json.Element("""{"pages":{"1":{"end_time":"2026-02-20T08:00:00Z"},"1":{"end_time":"2026-11-20T08:00:00Z"}}}"""), ["1"])["1"].Coverage));

    private static Gen<PageProgress> Progress => Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 800], Gen.Int[0, 300]).Array[0, 10],
        Gen.Int[0, 1000],
        (additions, last) => new PageProgress(
            additions.Aggregate(Coverage.None, (coverage, addition) => coverage.And(addition.Item2, addition.Item2 + addition.Item3, Metric.Name(addition.Item1))),
            UsRule.EndOf(Day.No(last))));

    private static IEnumerable<string> Texts(Coverage coverage) => coverage.Ranges.Select(range => $"{range.Window}: {string.Join(',', range.Metrics)}");
}
