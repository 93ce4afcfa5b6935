using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>Inputs in the odd but legal forms in which callers write them.</summary>
public sealed class InputFormTests
{
    private const string Stream = $"page_insights_{Page1}";

    [Fact]
    public async Task Explicit_nulls_unknown_keys_and_reserved_ones_are_no_mistake()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        foreach (var key in new[] { "page_ids", "start_date", "end_date", "periods", "stream_layout", "api_version", "metric_groups", "window_days" })
        {
            scenario.Config.With(key, null);
        }

        scenario.Config.With("_limit", 5).With("_page_size", 2).With("__airbyte_check_stream_names", new JsonArray("pages")).With("something", new JsonObject())
            .WithCredential("client_id", null).WithCredential("app_secret", null);

        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
        Assert.Equal(3, (await scenario.StreamsAsync()).Count);
    }

    [Fact]
    public async Task A_byte_order_mark_and_Windows_line_ends_are_no_mistake()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-11-20");
        static string Windows(string json) => "\uFEFF" + json.Replace(",", ",\r\n", StringComparison.Ordinal);
        var catalog = CatalogBuilder.Incremental(Stream);

        var output = ProtocolChecks.Verify(await scenario.Run.ReadAsync(Windows(scenario.Config.ToString()), Windows(catalog), Windows("[]")), catalog);

        Assert.Equal(0, output.ExitCode);
    }

    [Theory]
    [InlineData("""{"streams":[{"sync_mode":"incremental","stream":{"name":"page_insights_100000000000001"}}]}""")]
    [InlineData("""{"streams":[{"stream":{"name":"page_insights_100000000000001","json_schema":{},"namespace":null,"source_defined_cursor":null,"is_resumable":null},"sync_mode":"incremental","cursor_field":[],"primary_key":null,"destination_sync_mode":"no such mode","generation_id":null,"minimum_generation_id":7,"sync_id":1,"include_files":true,"projections":[1]}],"more":{}}""")]
    [InlineData("""{"streams":[{"stream":{"name":"page_insights_100000000000001","namespace":""},"sync_mode":"incremental","cursor_field":["page_id"],"destination_sync_mode":"overwrite"}]}""")]
    [InlineData("""{"streams":[{"stream":{"name":"page_insights_100000000000001"},"destination_sync_mode":"append"}]}""")]
    [InlineData("""{"streams":[{"stream":{"name":"page_insights_100000000000001"},"sync_mode":"incremental"},{"stream":{"name":"page_insights_100000000000001"},"sync_mode":"incremental"}]}""")]
    public async Task A_catalog_in_any_of_its_forms_reads_the_stream_once(string catalog)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-11-20");

        var output = await scenario.ReadAsync(catalog);

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(2 * ExpectedInsights.DefaultMetrics.Count, output.Records.Count);
    }

    [Fact]
    public async Task An_empty_catalog_reads_nothing_and_is_no_failure()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));

        var output = await scenario.ReadAsync("""{"streams":[]}""");

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("nothing to read", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Equal(0, scenario.Journal.Count);
    }

    [Fact]
    public async Task The_stream_of_Pages_is_read_whole_also_when_incremental_is_asked_for()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        var catalog = CatalogBuilder.Incremental("pages");

        var first = await scenario.ReadAsync(catalog);
        var second = await scenario.ReadAsync(catalog, first.StateFile());

        Assert.Equal(2, first.Records.Count);
        Assert.Equal(2, second.Records.Count);
        Assert.Equal("COMPLETE", second.FinalStatus("pages"));
    }

    public static TheoryData<string?, bool> States => new()
    {
        { null, false },
        { "", true },
        { "null", false },
        { "[]", false },
        { "{}", false },
        { """{"cdc":false}""", true },
        { """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"page_insights_100000000000001","namespace":null},"stream_state":null},"global":null,"data":null,"sourceStats":null,"id":3}]""", false },
        { """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"another_stream"},"stream_state":{"x":1}}}]""", false },
        { """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"page_insights_100000000000001"},"stream_state":{"__ab_no_cursor_state_message":true}}}]""", false },
        { """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"page_insights_100000000000001"},"stream_state":{"__ab_full_refresh_sync_complete":true}}}]""", false },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_stands_for_no_state_reads_from_the_start(string? state, bool isOdd)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-11-20");

        var output = await scenario.ReadAsync(state: state);

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(2 * ExpectedInsights.DefaultMetrics.Count, output.Records.Count);
        Assert.Equal(isOdd, output.Said("WARN").Length > 0);
    }

    [Fact]
    public async Task A_state_file_that_is_not_there_is_no_state_with_a_word_about_it()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var config = scenario.Run.File("config.json", scenario.Config.With("start_date", "2026-11-20").ToString());
        var catalog = CatalogBuilder.Incremental(Stream);

        var output = ProtocolChecks.Verify(
            await scenario.Run.RunAsync(["read", "--state", "state.json", "--config", config, "--catalog=" + scenario.Run.File("catalog.json", catalog)]), catalog);

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("state.json does not exist", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_understood_in_every_form_in_which_callers_keep_it()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-10-01");
        var first = await scenario.ReadAsync();
        var message = first.States[^1].Message.ToJsonString();
        var blob = first.States[^1].Blob.ToJsonString();
        string[] forms =
        [
            $"[{message}]",
            message,
            $$$"""[{"type":"STATE","state":{{{message}}}}]""",
            first.StandardOutput,
            $$$"""{"{{{Stream}}}":{{{blob}}}}""",
            $$$"""[{"stream":{"stream_descriptor":{"name":"{{{Stream}}}"},"stream_state":{{{blob}}}}}]""",
            $$$"""[{"type":"GLOBAL","global":{"shared_state":null,"stream_states":[{"stream_descriptor":{"name":"{{{Stream}}}"},"stream_state":{{{blob}}}}]}}]""",
            "{\"type\":\"STATE\",\"state\":{\"data\":{\"" + Stream + "\":" + blob + "}}}",
        ];
        foreach (var form in forms)
        {
            var output = await scenario.ReadAsync(state: form);
            Assert.Equal(7 * ExpectedInsights.DefaultMetrics.Count, output.Records.Count);
        }
    }

    [Fact]
    public async Task A_full_refresh_honours_the_state_that_it_is_given()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-10-01");
        var first = await scenario.ReadAsync(CatalogBuilder.FullRefresh(Stream));

        var second = await scenario.ReadAsync(CatalogBuilder.FullRefresh(Stream), first.StateFile());

        Assert.Equal(52 * ExpectedInsights.DefaultMetrics.Count, first.Records.Count);
        Assert.Equal(7 * ExpectedInsights.DefaultMetrics.Count, second.Records.Count);
    }

    [Fact]
    public async Task A_state_of_the_far_future_is_kept_to_the_letter_and_nothing_is_read()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        const string state = """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"page_insights_100000000000001"},"stream_state":{"end_time":"2121-01-01T08:00:00Z"}}}]""";

        var output = await scenario.ReadAsync(state: state);

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Records);
        Assert.Equal("""{"end_time":"2121-01-01T08:00:00Z"}""", Assert.Single(output.States).Blob.ToJsonString());
    }

    [Fact]
    public async Task A_layout_with_many_Pages_gives_the_same_records_whatever_the_concurrency()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 12));
        scenario.Config.With("stream_layout", "combined").With("start_date", "2026-11-01").With("concurrency", 1);
        var catalog = await scenario.CatalogAsync();
        var one = await scenario.ReadAsync(catalog);
        scenario.Config.With("concurrency", 64);
        var many = await scenario.ReadAsync(catalog);

        Assert.Equal(Sorted(one), Sorted(many));
        Assert.Equal(one.States[^1].Blob.ToJsonString(), many.States[^1].Blob.ToJsonString());

        static IReadOnlyList<string> Sorted(ConnectorOutput output) => [.. output.Records.Select(record => record.Data.ToJsonString()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Debug_logs_are_logs_and_hold_no_secret()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("start_date", "2026-11-01").WithCredential("client_id", scenario.World.App.Id).WithCredential("app_secret", scenario.World.App.Secret);
        var catalog = await scenario.CatalogAsync();
        scenario.Run.WithVariable("LOG_LEVEL", "debug");

        var output = await scenario.ReadAsync(catalog);

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.StandardError);
    }
}
