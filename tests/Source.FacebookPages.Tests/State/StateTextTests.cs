using System.Text.Json;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Days;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.State;

/// <summary>The form of the states to the letter: later versions have to read it.</summary>
public sealed class StateTextTests
{
    private const string OfOnePage =
        """
        {"end_time":"2026-11-20T08:00:00Z","version":1,"covered":[
        {"since":"2024-11-22","until":"2026-11-19","metrics":0},
        {"since":"2026-01-01","until":"2026-06-30","metrics":1}],
        "metric_sets":[["page_follows","page_media_view"],["page_views_total"]]}
        """;

    private const string OfAllPages =
        """
        {"end_time":"2026-06-30T07:00:00Z","version":1,"pages":{
        "99":{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-11-19","metrics":0}]},
        "100000000000001":{"end_time":"2026-06-30T07:00:00Z","covered":[{"since":"2026-05-01","until":"2026-06-29","metrics":1},{"since":"2026-01-01","until":"2026-03-31","metrics":0}]},
        "100000000000002":{"end_time":"2026-11-20T08:00:00Z","covered":[{"since":"2026-01-01","until":"2026-11-19","metrics":0}]}},
        "metric_sets":[["page_follows","page_media_view"],["page_follows"]]}
        """;

    [Fact]
    public void The_state_of_one_Page()
    {
        var coverage = Coverage.None
            .Add(["page_media_view", "page_follows"], Day.Window("2024-11-22", "2026-11-19"))
            .Add(["page_views_total"], Day.Window("2026-01-01", "2026-06-30"));
        var state = new PageInsightsState(null, new PageProgress(Coverage.None, UsRule.EndOf(Day.On("2024-11-21"))));

        state.Set("100000000000001", new PageProgress(coverage, UsRule.EndOf(Day.On("2026-11-19"))));

        Assert.Equal(OneLine(OfOnePage), Json.TextOf(state));
    }

    [Fact]
    public void The_state_of_all_Pages_in_the_order_of_their_numbers()
    {
        var state = new CombinedInsightsState(null, new Dictionary<string, PageProgress>(), UsRule.EndOf(Day.On("2025-12-31")));

        state.Set("100000000000002", Read("2026-11-19"));
        state.Set("99", Read("2026-11-19"));
        state.Set("100000000000001", new PageProgress(
            Coverage.None
                .Add(["page_follows", "page_media_view"], Day.Window("2026-01-01", "2026-03-31"))
                .Add(["page_follows"], Day.Window("2026-05-01", "2026-06-29")),
            UsRule.EndOf(Day.On("2026-06-29"))));

        Assert.Equal(OneLine(OfAllPages), Json.TextOf(state));
        Assert.Equal(3, state.PartCount);
    }

    [Fact]
    public void The_state_of_a_Page_of_which_nothing_was_read_is_the_beginning()
    {
        var state = new PageInsightsState(null, new PageProgress(Coverage.None, UsRule.EndOf(Day.On("2024-11-21"))));

        Assert.Equal("""{"end_time":"2024-11-22T08:00:00Z","version":1,"covered":[],"metric_sets":[]}""", Json.TextOf(state));
    }

    [Fact]
    public void The_state_of_no_Pages_is_the_beginning()
    {
        var state = new CombinedInsightsState(null, new Dictionary<string, PageProgress>(), UsRule.EndOf(Day.On("2024-11-21")));

        Assert.Equal("""{"end_time":"2024-11-22T08:00:00Z","version":1,"pages":{},"metric_sets":[]}""", Json.TextOf(state));
    }

    [Fact]
    public void Both_forms_are_read_back_and_written_again_to_the_letter()
    {
        var reader = new StateReader(["page_follows"], Day.On("2025-01-01"));
        var one = reader.ReadPage(Json.Element(OfOnePage), "100000000000001")!;
        var all = reader.ReadPages(Json.Element(OfAllPages), []);

        Assert.Equal(OneLine(OfOnePage), Json.Written(json => new StateWriter(json).WritePage(one)));
        Assert.Equal(OneLine(OfAllPages), Json.Written(json => new StateWriter(json).WritePages(all, all["100000000000001"].EndTime)));
    }

    [Theory]
    [InlineData("""{"end_time":"2026-11-20T08:00:00+0000"}""")]
    [InlineData("""{"version":1,"end_time":"2099-11-20T08:00:00Z","unknown":[1.0,1e5,"é"],"covered":[],"metric_sets":[]}""")]
    [InlineData("""{"states":[{"partition":{"page_id":"1"},"cursor":{"end_time":"2026-11-20T08:00:00Z"}}]}""")]
    public void Until_something_is_covered_the_state_that_was_given_is_given_back_to_the_letter(string given)
    {
        var page = new PageInsightsState(Json.Element(given), new PageProgress(Coverage.None, UsRule.EndOf(Day.On("2024-11-21"))));
        var combined = new CombinedInsightsState(
            Json.Element(given),
            new Dictionary<string, PageProgress> { ["1"] = Read("2026-11-19") },
            UsRule.EndOf(Day.On("2024-11-21")));

        Assert.Equal(given, Json.TextOf(page));
        Assert.Equal(given, Json.TextOf(combined));
    }

    [Fact]
    public void Once_something_is_covered_the_given_state_is_replaced()
    {
        var state = new PageInsightsState(Json.Element("""{"end_time":"2026-11-01T07:00:00Z"}"""), Read("2026-10-31"));

        state.Set("1", Read("2026-11-19"));

        Assert.Equal("2026-11-20T08:00:00Z", Json.Element(Json.TextOf(state)).GetProperty("end_time").GetString());
        Assert.Equal(1, state.PartCount);
    }

    [Fact]
    public void In_a_combined_state_a_Page_that_vanished_keeps_its_part_and_the_earliest_end_time_counts()
    {
        var state = new CombinedInsightsState(
            Json.Element(OfAllPages),
            new StateReader([], Day.On("2025-01-01")).ReadPages(Json.Element(OfAllPages), ["100000000000002"]),
            UsRule.EndOf(Day.On("2024-12-31")));

        state.Set("100000000000002", Read("2026-11-21"));

        var written = Json.Element(Json.TextOf(state));
        Assert.Equal("2026-06-30T07:00:00Z", written.GetProperty("end_time").GetString());
        Assert.Equal(["99", "100000000000001", "100000000000002"], written.GetProperty("pages").EnumerateObject().Select(page => page.Name));
        Assert.True(JsonElement.DeepEquals(Json.Element(OfAllPages).GetProperty("pages").GetProperty("99"), written.GetProperty("pages").GetProperty("99")));
        Assert.Equal("2026-11-22T08:00:00Z", written.GetProperty("pages").GetProperty("100000000000002").GetProperty("end_time").GetString());
    }

    [Fact]
    public void In_a_combined_state_a_new_Page_that_was_read_a_little_holds_the_cursor()
    {
        var state = new CombinedInsightsState(null, new Dictionary<string, PageProgress> { ["1"] = Read("2026-11-19") }, UsRule.EndOf(Day.On("2024-11-21")));

        state.Set("2", Read("2025-02-19"));

        Assert.Equal("2025-02-20T08:00:00Z", Json.Element(Json.TextOf(state)).GetProperty("end_time").GetString());
        Assert.Equal(2, state.PartCount);
    }

    [Fact]
    public void However_many_Pages_and_ranges_have_the_same_metrics_their_names_stand_once()
    {
        var state = new CombinedInsightsState(null, new Dictionary<string, PageProgress>(), UsRule.EndOf(Day.On("2024-11-21")));
        for (var page = 1; page <= 200; page++)
        {
            state.Set($"{page}", new PageProgress(Covered.Days(0, 9, "page_follows", "page_media_view").And(20, 29, "page_media_view", "page_follows"), UsRule.EndOf(Day.No(9))));
        }

        var text = Json.TextOf(state);

        Assert.Equal(2, text.Split("page_follows").Length);
        Assert.Equal("""[["page_follows","page_media_view"]]""", Json.Element(text).GetProperty("metric_sets").GetRawText());
    }

    [Fact]
    public void The_instant_has_one_form() =>
        Assert.Equal("2026-11-20T08:00:00Z", StateWriter.Canonical(new DateTimeOffset(2026, 11, 20, 0, 0, 0, 999, TimeSpan.FromHours(-8))));

    private static PageProgress Read(string last) =>
        new(Coverage.None.Add(["page_follows", "page_media_view"], Day.Window("2026-01-01", Day.On(last) < Day.On("2026-01-01") ? "2026-01-01" : last)), UsRule.EndOf(Day.On(last)));

    private static string OneLine(string text) => text.ReplaceLineEndings("");
}
