using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

/// <summary>
/// What a state file may look like, from the file to the calls. The range is 2026-11-01 to 2026-11-21, the lookback three days. Where a file says "until the end of the 14th", the days
/// from the 12th on are asked for.
/// </summary>
public sealed class StateFormTests
{
    private const string Stream1 = $"page_insights_{Page1}";
    private const string Stream2 = $"page_insights_{Page2}";
    private const string Everything = "2026-11-01 to 2026-11-21";
    private const string FromThe12th = "2026-11-12 to 2026-11-21";

    /// <summary>A state file, and the days that the first and the second Page are then asked for.</summary>
    public static TheoryData<string, string, string> PerPageFiles => new()
    {
        // Nothing.
        { "", Everything, Everything },
        { "null", Everything, Everything },
        { "[]", Everything, Everything },
        { "{}", Everything, Everything },
        { Stream(Stream1, "null"), Everything, Everything },
        { Stream(Stream1, "{}"), Everything, Everything },
        { Stream(Stream1, """{"__ab_no_cursor_state_message":true}"""), Everything, Everything },
        { Stream(Stream1, """{"__ab_full_refresh_sync_complete":true}"""), Everything, Everything },
        { Stream("another_stream", """{"end_time":"2026-11-15T08:00:00Z"}"""), Everything, Everything },
        { """{"cdc":false}""", Everything, Everything },

        // A bare cursor, however its offset is written.
        { Stream(Stream1, """{"end_time":"2026-11-15T08:00:00Z"}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"end_time":"2026-11-15T08:00:00+00:00"}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"end_time":"2026-11-15T08:00:00+0000"}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"end_time":"2026-11-15T00:00:00-08:00"}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"end_time":"2026-11-15T08:00:00.000Z"}"""), FromThe12th, Everything },
        // Some hours into the 15th: the 14th is whole, the 15th is not.
        { Stream(Stream1, """{"end_time":"2026-11-15T23:59:59Z"}"""), FromThe12th, Everything },
        // The 15th by UTC begins in the afternoon of the 14th: the 13th is whole.
        { Stream(Stream1, """{"end_time":"2026-11-15T00:00:00Z"}"""), "2026-11-11 to 2026-11-21", Everything },
        { Stream(Stream1, """{"end_time":"2026-11-15"}"""), "2026-11-11 to 2026-11-21", Everything },
        // Before the range.
        { Stream(Stream1, """{"end_time":"2025-01-01T08:00:00Z"}"""), Everything, Everything },

        // The wrappings of a state.
        { $$$$$"""[{"stream":{"stream_descriptor":{"name":"{{{{{Stream1}}}}}","namespace":null},"stream_state":{"end_time":"2026-11-15T08:00:00Z"}},"global":null,"data":null,"id":3}]""", FromThe12th, Everything },
        { $$$$$"""{"type":"STREAM","stream":{"stream_descriptor":{"name":"{{{{{Stream1}}}}}"},"stream_state":{"end_time":"2026-11-15T08:00:00Z"}}}""", FromThe12th, Everything },
        { $$$$$"""{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"{{{{{Stream1}}}}}"},"stream_state":{"end_time":"2026-11-15T08:00:00Z"}}}}""", FromThe12th, Everything },
        { $$$$$"""{"{{{{{Stream1}}}}}":{"end_time":"2026-11-15T08:00:00Z"},"{{{{{Stream2}}}}}":{"end_time":"2026-11-15T08:00:00Z"}}""", FromThe12th, FromThe12th },
        { $$$$$"""[{"type":"LEGACY","data":{"{{{{{Stream2}}}}}":{"end_time":"2026-11-15T08:00:00Z"}}}]""", Everything, FromThe12th },
        { $$$$$"""[{"type":"GLOBAL","global":{"shared_state":{},"stream_states":[{"stream_descriptor":{"name":"{{{{{Stream2}}}}}"},"stream_state":{"end_time":"2026-11-15T08:00:00Z"}}]}}]""", Everything, FromThe12th },
        { Stream(Stream1, """{"end_time":"2026-11-02T07:00:00Z"}""") + "\n" + Stream(Stream1, """{"end_time":"2026-11-15T08:00:00Z"}"""), FromThe12th, Everything },

        // The forms of Airbyte's kit.
        { Stream(Stream1, """{"state_type":"date-range","slices":[{"start":"2026-11-01T07:00:00Z","end":"2026-11-15T08:00:00Z"}]}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"state_type":"date-range","slices":[{"start":"2026-01-01T08:00:00Z","end":"2026-11-21T08:00:00Z","most_recent_cursor_value":"2026-11-15T08:00:00Z"}],"end_time":"2026-11-15T08:00:00Z"}"""), FromThe12th, Everything },
        { Stream(Stream1, """{"use_global_cursor":false,"states":[{"partition":{"page_id":"100000000000001","parent_slice":{}},"cursor":{"end_time":"2026-11-15T08:00:00+00:00"}}],"state":{"end_time":"2026-11-19T08:00:00+00:00"},"lookback_window":1}"""), FromThe12th, Everything },

        // The state of the other layout, in all the forms that it may have.
        { Stream("page_insights", """{"end_time":"2026-11-15T08:00:00Z"}"""), FromThe12th, FromThe12th },
        { Stream("page_insights", """{"end_time":"2026-11-15T08:00:00Z","version":1,"pages":{"100000000000002":{"end_time":"2026-11-15T08:00:00Z","covered":[{"since":"2026-11-01","until":"2026-11-14","metrics":0}]}},"metric_sets":[["page_media_view"]]}"""), Everything, FromThe12th },
        { Stream("page_insights", """{"use_global_cursor":true,"states":[{"partition":{"page_id":"100000000000001"},"cursor":{"end_time":"2026-11-08T08:00:00Z"}}],"state":{"end_time":"2026-11-15T08:00:00Z"}}"""), "2026-11-05 to 2026-11-21", FromThe12th },
        { Stream("page_insights_week", """{"end_time":"2026-11-15T08:00:00Z"}"""), Everything, Everything },
    };

    /// <summary>The same for the combined layout.</summary>
    public static TheoryData<string, string, string> CombinedFiles => new()
    {
        { "[]", Everything, Everything },
        { Stream("page_insights", "{}"), Everything, Everything },
        { Stream("page_insights", """{"end_time":"2026-11-15T08:00:00+0000"}"""), FromThe12th, FromThe12th },
        { Stream("page_insights", """{"end_time":"2026-11-15T08:00:00Z","version":1,"pages":{},"metric_sets":[]}"""), Everything, Everything },
        { Stream("page_insights", """{"end_time":"2026-11-15T08:00:00Z","version":1,"pages":{"100000000000002":{"end_time":"2026-11-15T08:00:00Z","covered":[{"since":"2026-11-01","until":"2026-11-14","metrics":0}]}},"metric_sets":[["page_media_view"]]}"""), Everything, FromThe12th },
        { Stream("page_insights", """{"states":[{"partition":{"page_id":"100000000000001"},"cursor":{"end_time":"2026-11-15T08:00:00Z"}}],"state":{"end_time":"2026-11-15T08:00:00Z"}}"""), FromThe12th, Everything },
        { Stream("page_insights", """{"use_global_cursor":true,"states":[],"state":{"end_time":"2026-11-15T08:00:00Z"}}"""), FromThe12th, FromThe12th },
        { Stream("page_insights", """{"state_type":"date-range","slices":[{"start":"2026-11-01T07:00:00Z","end":"2026-11-15T08:00:00Z"}]}"""), FromThe12th, FromThe12th },
        { $$$$$"""{"{{{{{Stream1}}}}}":{"end_time":"2026-11-15T08:00:00Z"}}""", FromThe12th, Everything },
        { $$$$$"""{"{{{{{Stream1}}}}}":{"end_time":"2026-11-03T08:00:00Z"},"page_insights":{"end_time":"2026-11-15T08:00:00Z"}}""", FromThe12th, FromThe12th },
    };

    /// <summary>States of a stream that can't be understood, and a part of what is said of it.</summary>
    public static TheoryData<string, string> RefusedStates => new()
    {
        { """{"end_time":"2026-11-15T08:00:00Z","version":2,"covered":[],"metric_sets":[]}""", "version is 2" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":"1","covered":[],"metric_sets":[]}""", "version is \"1\"" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":null,"covered":[],"metric_sets":[]}""", "version is null" },
        { """{"end_time":"yesterday"}""", "not a date and time" },
        { """{"end_time":1763193600}""", "not a date and time" },
        { """{"end_time":"11/15/2026"}""", "not a date and time" },
        { """{"end_time":null}""", "no \"end_time\"" },
        { """{"created_time":"2026-11-15T08:00:00Z"}""", "no \"end_time\"" },
        { """{"next_page_token":3}""", "no \"end_time\"" },
        { """{"version":1,"covered":[],"metric_sets":[]}""", "\"end_time\" is missing" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":{},"metric_sets":[]}""", "not a list" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[]}""", "not a list" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[{"since":"2026-11-01","until":"2026-11-14","metrics":1}],"metric_sets":[["page_media_view"]]}""", "metric set that is not there" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[{"since":"2026-11-14","until":"2026-11-01","metrics":0}],"metric_sets":[["page_media_view"]]}""", "ends before it begins" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[{"since":"2026-11-01","metrics":0}],"metric_sets":[["page_media_view"]]}""", "no date \"until\"" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[{"since":"2026-11-01","until":"2026-11-14","metrics":0}],"metric_sets":[[7]]}""", "not a list of lists of names" },
        { """{"end_time":"2026-11-15T08:00:00Z","version":1,"covered":[],"silent":7,"metric_sets":[]}""", "\"silent\" or \"metric_sets\" is not a list" },
        { """{"state_type":"integer-range","slices":[]}""", "\"state_type\" is not known" },
        { """{"state_type":"date-range","slices":[{"start":"2026-11-01T07:00:00Z"}]}""", "no \"start\" or no \"end\"" },
        { """{"states":{}}""", "\"states\" is not a list" },
        { """{"states":[{"partition":{"id":"100000000000001"},"cursor":{"end_time":"2026-11-15T08:00:00Z"}}]}""", "does not have the form" },
    };

    [Theory]
    [MemberData(nameof(PerPageFiles))]
    public Task A_state_file_for_the_streams_of_the_Pages_is_gone_on_from(string file, string first, string second) =>
        AsksAsync("per_page", CatalogBuilder.Incremental(Stream1, Stream2), file, first, second);

    [Theory]
    [MemberData(nameof(CombinedFiles))]
    public Task A_state_file_for_the_combined_stream_is_gone_on_from(string file, string first, string second) =>
        AsksAsync("combined", CatalogBuilder.Incremental("page_insights"), file, first, second);

    [Theory]
    [MemberData(nameof(RefusedStates))]
    public async Task A_state_that_is_not_understood_fails_its_stream_and_never_counts_as_none(string state, string why)
    {
        await using var scenario = await StartingAsync("per_page");

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental(Stream1, Stream2), Stream(Stream1, state));

        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        var message = error["message"]!.GetValue<string>();
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Contains(Stream1, message, StringComparison.Ordinal);
        Assert.Contains("reset the stream's state", message, StringComparison.Ordinal);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Stream1));
        Assert.DoesNotContain(output.States, one => one.Stream == Stream1);
        Assert.DoesNotContain(output.Records, record => record.Stream == Stream1);
        Assert.Empty(scenario.Journal.Insights(Page1));

        // The other stream does not care.
        Assert.Equal("COMPLETE", output.FinalStatus(Stream2));
        Assert.Equal(21, output.Records.Count);
    }

    [Fact]
    public async Task A_combined_state_that_is_not_understood_fails_the_stream()
    {
        await using var scenario = await StartingAsync("combined");

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental("page_insights"), Stream("page_insights", """{"end_time":"2026-11-15T08:00:00Z","version":1,"pages":{"100000000000002":{"end_time":"2026-11-15T08:00:00Z","covered":7}},"metric_sets":[]}"""));

        Assert.Equal(1, output.ExitCode);
        Assert.Contains("reset the stream's state", Assert.Single(output.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(output.States);
        Assert.Empty(scenario.InsightsCalls);
    }

    [Theory]
    [InlineData("2121-11-15T08:00:00Z")]
    [InlineData("2026-11-22T08:00:01Z")]
    [InlineData("9998-12-31T23:59:59Z")]
    public async Task A_cursor_in_the_future_is_given_back_to_the_letter(string endTime)
    {
        foreach (var (layout, stream) in new[] { ("per_page", Stream1), ("combined", "page_insights") })
        {
            await using var scenario = await StartingAsync(layout);
            var blob = $$"""{"end_time":"{{endTime}}","whatever":["else"]}""";

            var output = await scenario.ReadAsync(CatalogBuilder.Incremental(stream), Stream(stream, blob));

            Assert.Equal(0, output.ExitCode);
            Assert.Empty(output.Records);
            Assert.Equal(blob, Assert.Single(output.States).Blob.ToJsonString());
            Assert.Empty(scenario.InsightsCalls);
            Assert.Contains("lies in the future", output.Said("WARN"), StringComparison.Ordinal);
        }
    }

    private static async Task AsksAsync(string layout, string catalog, string file, string first, string second)
    {
        await using var scenario = await StartingAsync(layout);
        var reads = new Reads(scenario, catalog) { State = file };

        var output = ProtocolChecks.Verify(await scenario.Run.ReadAsync(scenario.Config.ToString(), catalog, file), catalog);

        Assert.Equal(0, output.ExitCode);
        Assert.Equal([first], reads.DaysAsked(Page1));
        Assert.Equal([second], reads.DaysAsked(Page2));
        Assert.All(output.States, state => Assert.Equal(1, state.Blob["version"]!.GetValue<int>()));
        Assert.All(output.States.GroupBy(state => state.Stream), states => Assert.Equal("2026-11-22T08:00:00Z", states.Last().EndTime));
    }

    private static async Task<Scenario> StartingAsync(string layout)
    {
        var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        Reads.Only(scenario, "page_media_view");
        scenario.Config.With("stream_layout", layout).With("start_date", "2026-11-01").With("lookback_window_days", 3);
        return scenario;
    }

    private static string Stream(string name, string blob) =>
        $$$$$"""[{"type":"STREAM","stream":{"stream_descriptor":{"name":"{{{{{name}}}}}"},"stream_state":{{{{{blob}}}}}}}]""";
}
