using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Streams;

public sealed class StreamOpeningTests
{
    private const string Lost = "is listed by Facebook without a Page token.";

    [Theory]
    [InlineData(false, "pages", true)]
    [InlineData(false, "page_insights_2", true)]
    [InlineData(false, "page_insights_2_week", true)]
    [InlineData(false, "page_insights_2_days_28", false)]
    [InlineData(false, "page_insights_3", false)]
    [InlineData(false, "page_insights", false)]
    [InlineData(false, "page_insights_week", false)]
    [InlineData(false, "posts", false)]
    [InlineData(false, "", false)]
    [InlineData(true, "pages", true)]
    [InlineData(true, "page_insights", true)]
    [InlineData(true, "page_insights_week", true)]
    [InlineData(true, "page_insights_days_28", false)]
    [InlineData(true, "page_insights_2", false)]
    public void A_stream_exists_when_layout_period_and_Page_do(bool combined, string name, bool exists)
    {
        using var story = new OpeningStory(Layout(combined));

        var stream = story.Open(name);

        Assert.Equal(exists ? name : null, stream?.Name);
    }

    [Fact]
    public void The_stream_of_the_Pages_has_a_partition_for_each_in_the_order_of_their_numbers()
    {
        using var story = new OpeningStory();
        story.Missing.Add(new MissingPage("5", null, Lost, Exists: true));

        Assert.Equal(["2", "10", "100"], story.Open("pages", SyncMode.FullRefresh)!.Partitions.Select(partition => partition.Key));
    }

    [Fact]
    public async Task Without_a_state_a_Page_is_read_from_the_start_and_its_state_is_the_beginning()
    {
        using var story = new OpeningStory();
        var stream = story.Open("page_insights_2")!;

        Assert.Equal("""{"end_time":"2026-11-01T07:00:00Z","version":1,"covered":[],"metric_sets":[]}""", Json.TextOf(stream.State!));
        Assert.Equal(["2 2026-11-01 to 2026-11-21"], await story.ReadAsync(stream));
        Assert.Equal(
            """{"end_time":"2026-11-22T08:00:00Z","version":1,"covered":[{"since":"2026-11-01","until":"2026-11-21","metrics":0}],"metric_sets":[["page_follows","page_media_view"]]}""",
            Json.TextOf(stream.State!));
    }

    [Fact]
    public async Task With_a_state_a_Page_goes_on_from_there_in_every_sync_mode()
    {
        using var story = new OpeningStory();
        story.States["page_insights_2"] = """{"end_time":"2026-11-20T08:00:00Z"}""";

        Assert.Equal(["2 2026-11-20 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_2")!));
        Assert.Equal(["2 2026-11-20 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_2", SyncMode.FullRefresh)!));
        Assert.Equal(["2 2026-11-01 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_2_week")!));
    }

    [Fact]
    public void A_state_is_given_back_to_the_letter_until_something_was_read()
    {
        using var story = new OpeningStory();
        story.States["page_insights_2"] = """{"end_time":"2026-11-20T08:00:00+0000","my":"note"}""";

        Assert.Equal("""{"end_time":"2026-11-20T08:00:00+0000","my":"note"}""", Json.TextOf(story.Open("page_insights_2")!.State!));
    }

    [Fact]
    public async Task The_state_of_the_combined_layout_serves_a_Page_that_has_none_of_its_own()
    {
        using var story = new OpeningStory();
        story.States["page_insights"] = """{"end_time":"2026-11-10T08:00:00Z","version":1,"pages":{"2":{"end_time":"2026-11-20T08:00:00Z"},"10":{"end_time":"2026-11-10T08:00:00Z"}}}""";
        story.States["page_insights_10"] = """{"end_time":"2026-11-15T08:00:00Z"}""";

        Assert.Equal(["2 2026-11-20 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_2")!));
        Assert.Equal(["10 2026-11-15 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_10")!));
        Assert.Equal(["100 2026-11-01 to 2026-11-21"], await story.ReadAsync(story.Open("page_insights_100")!));
    }

    [Fact]
    public async Task The_states_of_single_Pages_serve_the_combined_layout_where_it_has_no_part_of_its_own()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        story.States["page_insights"] = """{"end_time":"2026-11-10T08:00:00Z","version":1,"pages":{"10":{"end_time":"2026-11-10T08:00:00Z"}}}""";
        story.States["page_insights_10"] = """{"end_time":"2026-11-15T08:00:00Z"}""";
        story.States["page_insights_2"] = """{"end_time":"2026-11-20T08:00:00Z"}""";
        story.States["page_insights_2_week"] = """{"end_time":"2026-11-05T08:00:00Z"}""";

        var stream = story.Open("page_insights")!;

        Assert.Equal(["2", "10", "100"], stream.Partitions.Select(partition => partition.Key));
        Assert.Equal(["2 2026-11-20 to 2026-11-21"], await story.ReadAsync(stream, 0));
        Assert.Equal(["10 2026-11-10 to 2026-11-21"], await story.ReadAsync(stream, 1));
        Assert.Equal(["100 2026-11-01 to 2026-11-21"], await story.ReadAsync(stream, 2));
    }

    [Fact]
    public async Task A_cursor_alone_counts_for_all_Pages_of_the_combined_layout()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        story.States["page_insights"] = """{"end_time":"2026-11-20T08:00:00Z"}""";

        var stream = story.Open("page_insights")!;

        Assert.Equal(["2 2026-11-20 to 2026-11-21"], await story.ReadAsync(stream, 0));
        Assert.Equal(["100 2026-11-20 to 2026-11-21"], await story.ReadAsync(stream, 2));
    }

    [Fact]
    public async Task The_cursor_of_the_combined_layout_does_not_speak_for_a_Page_that_was_not_read_yet()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        var stream = story.Open("page_insights")!;
        Assert.Equal("2026-11-01T07:00:00Z", EndTime(stream));

        await story.ReadAsync(stream, 0);
        Assert.Equal("2026-11-01T07:00:00Z", EndTime(stream));
        await story.ReadAsync(stream, 1);
        Assert.Equal("2026-11-01T07:00:00Z", EndTime(stream));
        await story.ReadAsync(stream, 2);
        Assert.Equal("2026-11-22T08:00:00Z", EndTime(stream));
    }

    [Fact]
    public async Task A_Page_added_to_the_combined_layout_gets_a_backfill_of_its_own()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        story.States["page_insights"] = """{"end_time":"2026-11-22T08:00:00Z","version":1,"pages":{"2":{"end_time":"2026-11-22T08:00:00Z"},"10":{"end_time":"2026-11-22T08:00:00Z"}}}""";

        var stream = story.Open("page_insights")!;

        Assert.Empty(await story.ReadAsync(stream, 0));
        Assert.Empty(await story.ReadAsync(stream, 1));
        Assert.Equal(["100 2026-11-01 to 2026-11-21"], await story.ReadAsync(stream, 2));
    }

    [Fact]
    public async Task A_Page_that_vanished_from_the_combined_layout_keeps_its_part()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        story.States["page_insights"] = """{"end_time":"2026-11-10T08:00:00Z","version":1,"pages":{"7":{"end_time":"2026-11-10T08:00:00Z","covered":[{"since":"2026-11-01","until":"2026-11-09","metrics":0}]}},"metric_sets":[["page_follows"]]}""";
        var stream = story.Open("page_insights")!;

        await story.ReadAsync(stream, 0);

        var pages = Json.Element(Json.TextOf(stream.State!)).GetProperty("pages");
        Assert.Equal("2026-11-10T08:00:00Z", pages.GetProperty("7").GetProperty("end_time").GetString());
        Assert.Equal("2026-11-09", pages.GetProperty("7").GetProperty("covered")[0].GetProperty("until").GetString());
        Assert.DoesNotContain("7", stream.Partitions.Select(partition => partition.Key));
    }

    [Theory]
    [InlineData(true, SyncMode.Incremental, true)]
    [InlineData(true, SyncMode.FullRefresh, false)]
    [InlineData(false, SyncMode.Incremental, false)]
    [InlineData(false, SyncMode.FullRefresh, false)]
    public async Task A_Page_that_is_listed_without_a_token_counts_as_lost_and_keeps_its_state(bool skip, SyncMode mode, bool isSkipped)
    {
        using var story = new OpeningStory();
        story.Config = story.Config with { OnPageAccessLost = skip ? PageAccessLost.Skip : PageAccessLost.Fail };
        story.Missing.Add(new MissingPage("5", "Lost Page", Lost, Exists: true));
        story.States["page_insights_5"] = """{"end_time":"2026-11-20T08:00:00Z"}""";

        var stream = story.Open("page_insights_5", mode)!;

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => story.ReadAsync(stream));
        Assert.IsType(isSkipped ? typeof(PartitionSkippedException) : typeof(ConnectorException), exception);
        Assert.StartsWith("Page 5 (Lost Page) can't be read: it is listed by Facebook without a Page token.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"end_time":"2026-11-20T08:00:00Z"}""", Json.TextOf(stream.State!));
        Assert.Equal("5", Assert.Single(stream.Partitions).Key);
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, true, true)]
    [InlineData(false, false, false, false)]
    public void A_missing_Page_is_a_lost_one_when_it_is_listed_or_named_or_has_a_state_and_else_none(bool listed, bool named, bool hasState, bool exists)
    {
        using var story = new OpeningStory();
        story.Missing.Add(new MissingPage("5", null, "can't be looked up.", listed));
        story.Config = story.Config with { PageIds = named ? ["5"] : [] };
        if (hasState)
        {
            story.States["page_insights_5"] = """{"end_time":"2026-11-20T08:00:00Z"}""";
        }

        Assert.Equal(exists, story.Open("page_insights_5") is not null);
    }

    [Fact]
    public async Task Lost_Pages_are_partitions_of_the_combined_layout_that_end_as_lost()
    {
        using var story = new OpeningStory(StreamLayout.Combined);
        story.Config = story.Config with { PageIds = ["6"] };
        story.Missing.AddRange(
        [
            new MissingPage("4", null, "can't be looked up.", Exists: false),
            new MissingPage("5", null, Lost, Exists: true),
            new MissingPage("6", null, "can't be looked up.", Exists: false),
            new MissingPage("7", null, "can't be looked up.", Exists: false),
        ]);
        story.States["page_insights"] = """{"end_time":"2026-11-10T08:00:00Z","version":1,"pages":{"7":{"end_time":"2026-11-10T08:00:00Z"}}}""";

        var stream = story.Open("page_insights")!;

        Assert.Equal(["2", "10", "100", "5", "6", "7"], stream.Partitions.Select(partition => partition.Key));
        await Assert.ThrowsAsync<PartitionSkippedException>(() => story.ReadAsync(stream, 5));
        Assert.Equal(["7"], story.Report.Skipped.Keys);
    }

    [Theory]
    [InlineData(false, "page_insights_2", "page_insights_2")]
    [InlineData(false, "page_insights_2", "page_insights")]
    [InlineData(true, "page_insights", "page_insights")]
    [InlineData(true, "page_insights", "page_insights_10")]
    public async Task A_state_that_is_not_understood_is_refused_by_name_with_the_way_out_and_never_overwritten(bool combined, string name, string stateOf)
    {
        using var story = new OpeningStory(Layout(combined));
        story.States[stateOf] = """{"version":2,"end_time":"2026-11-20T08:00:00Z"}""";

        var stream = story.Open(name)!;

        Assert.Null(stream.State);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync(stream));
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.StartsWith($"The state of the stream {stateOf} is not understood: its version is 2, and this connector reads version 1.", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Nothing was read for {name}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("reset the stream's state", failure.Message, StringComparison.Ordinal);
        Assert.Empty(story.Graph.Server.Calls);
        Assert.Single(stream.Partitions);
    }

    [Fact]
    public void A_broken_state_of_another_stream_is_not_looked_at()
    {
        using var story = new OpeningStory();
        story.States["page_insights_10"] = """{"version":2}""";
        story.States["page_insights_2_week"] = """{"version":2}""";
        story.States["unknown"] = """{"version":2}""";
        story.States["page_insights_2"] = """{"end_time":"2026-11-20T08:00:00Z"}""";

        Assert.NotNull(story.Open("page_insights_2")!.State);
    }

    [Fact]
    public async Task A_state_from_the_future_is_kept_in_both_layouts()
    {
        foreach (var (layout, name) in new[] { (StreamLayout.PerPage, "page_insights_2"), (StreamLayout.Combined, "page_insights") })
        {
            using var story = new OpeningStory(layout);
            story.States[name] = """{"end_time":"2099-11-20T08:00:00Z"}""";
            var stream = story.Open(name)!;

            Assert.Empty(await story.ReadAsync(stream));
            Assert.Equal(story.States[name], Json.TextOf(stream.State!));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_three_periods_of_a_Page_share_a_call_and_nothing_is_kept_of_a_Page_that_was_read(bool combined)
    {
        using var story = AllPeriods(combined);
        var streams = story.OpenAll(combined ? ["page_insights", "page_insights_week", "page_insights_days_28"] : ["page_insights_2", "page_insights_2_week", "page_insights_2_days_28"]);

        List<int> calls = [];
        List<int> kept = [];
        foreach (var stream in streams)
        {
            calls.Add((await story.ReadAsync(stream)).Count);
            kept.Add(story.Pages.Sum(page => page.Answers.Bytes));
        }

        Assert.Equal([1, 0, 0], calls);
        Assert.True(kept[0] > 0 && kept[1] == kept[0] && kept[2] == 0);
        Assert.DoesNotContain("period", Assert.Single(story.Graph.Server.InsightsCalls).Parameters.Keys);
    }

    [Theory]
    [InlineData("page_insights_2_week")]
    [InlineData("page_insights_2")]
    public async Task Where_a_period_is_not_in_the_catalog_or_not_due_each_call_is_for_its_period(string missing)
    {
        string[] streams = ["page_insights_2", "page_insights_2_week", "page_insights_2_days_28"];
        using var notWished = AllPeriods(combined: false);
        using var notDue = AllPeriods(combined: false);
        notDue.IsDue = (stream, _) => stream != missing;

        foreach (var stream in notWished.OpenAll([.. streams.Where(stream => stream != missing)]))
        {
            await notWished.ReadAsync(stream);
        }

        foreach (var stream in notDue.OpenAll(streams).Where(stream => stream.Partitions.Count > 0))
        {
            await notDue.ReadAsync(stream);
        }

        foreach (var calls in new[] { notWished, notDue }.Select(story => story.Graph.Server.InsightsCalls))
        {
            Assert.Equal(2, calls.Count);
            Assert.All(calls, call => Assert.Contains("period", call.Parameters.Keys));
        }
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_period_whose_state_is_not_understood()
    {
        using var story = AllPeriods(combined: false);
        story.States["page_insights_2_week"] = """{"version":99}""";
        var streams = story.OpenAll("page_insights_2", "page_insights_2_week", "page_insights_2_days_28");

        await story.ReadAsync(streams[0]);
        Assert.Equal(0, story.Pages.Sum(page => page.Answers.Bytes));
        await Assert.ThrowsAnyAsync<Exception>(() => story.ReadAsync(streams[1]));
        await story.ReadAsync(streams[2]);

        Assert.Equal(["day", "days_28"], story.Graph.Server.InsightsCalls.Select(call => call.Parameters["period"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nothing_is_kept_of_a_Page_when_a_period_fails(int failing)
    {
        using var story = AllPeriods(combined: false);
        var streams = story.OpenAll("page_insights_2", "page_insights_2_week", "page_insights_2_days_28");

        foreach (var (index, stream) in streams.Index())
        {
            var reading = stream.Partitions[0].ReadAsync(new RecordedOutput(index == failing ? 0 : int.MaxValue), TestContext.Current.CancellationToken);
            await (index == failing ? Assert.ThrowsAsync<OperationCanceledException>(() => reading) : reading);
        }

        Assert.Equal(0, story.Pages.Sum(page => page.Answers.Bytes));
        Assert.Single(story.Graph.Server.InsightsCalls);
    }

    private static OpeningStory AllPeriods(bool combined)
    {
        var story = new OpeningStory(Layout(combined));
        story.Config = story.Config with { Periods = InsightsPeriods.All };
        return story;
    }

    private static StreamLayout Layout(bool combined) => combined ? StreamLayout.Combined : StreamLayout.PerPage;

    private static string? EndTime(IStream stream) => Json.Element(Json.TextOf(stream.State!)).GetProperty("end_time").GetString();
}
