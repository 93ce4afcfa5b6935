using System.Globalization;
using GraphSimulator;
using GraphSimulator.Tokens;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

public sealed class DiscoveryTests
{
    private const string Acme = "300000000000001";

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public async Task More_than_a_hundred_Pages_are_all_found_also_behind_an_empty_result_page(bool emptyPage, int calls)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 250));
        scenario.World.EmptyListingPage = emptyPage;

        var streams = await scenario.StreamsAsync();

        Assert.Equal(["pages", .. Enumerable.Range(1, 250).Select(number => "page_insights_" + (100000000000000 + number).ToString(CultureInfo.InvariantCulture)), "metric_availability"], streams);
        Assert.Equal(calls, scenario.Journal.Count);
        Assert.All(scenario.Journal.Entries, call => Assert.Equal("100", call["limit"]));
    }

    [Fact]
    public async Task Streams_stand_by_Page_number_and_then_by_period()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 0));
        foreach (var id in new[] { "1000", "99", "20000000000000000000", "998" })
        {
            scenario.World.AddPage(id, "Page " + id);
        }

        scenario.Config.WithList("periods", "days_28", "day", "week");

        Assert.Equal(
            ["pages", .. new[] { "99", "998", "1000", "20000000000000000000" }.SelectMany(id => new[] { $"page_insights_{id}", $"page_insights_{id}_week", $"page_insights_{id}_days_28" }), "metric_availability"],
            await scenario.StreamsAsync());
    }

    [Fact]
    public async Task The_combined_layout_has_a_stream_a_period()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.With("stream_layout", "combined").WithList("periods", "day", "week", "days_28");

        Assert.Equal(["pages", "page_insights", "page_insights_week", "page_insights_days_28", "metric_availability"], await scenario.StreamsAsync());
    }

    [Fact]
    public async Task The_catalog_is_the_same_to_the_byte_in_every_run_and_whatever_the_Pages_are_called()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 8));
        var first = Catalog(await scenario.DiscoverAsync());

        scenario.World.Pages[Page1].Name = "Renamed \u2028 \"<>\\ 🌮\ud83d";
        scenario.World.Pages[Page2].Name = scenario.World.Pages[Page1].Name;

        Assert.Equal(first, Catalog(await scenario.DiscoverAsync()));

        static string Catalog(ConnectorOutput output) => Assert.Single(output.StandardOutput.Split('\n'), line => line.StartsWith("{\"type\":\"CATALOG\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_has_the_modes_key_and_cursor_that_the_contract_names()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));

        var streams = (await scenario.DiscoverAsync()).Streams;

        Assert.Equal("""["full_refresh"]""", streams[0]["supported_sync_modes"]!.ToJsonString());
        Assert.Equal("""[["page_id"]]""", streams[0]["source_defined_primary_key"]!.ToJsonString());
        Assert.NotEqual(true, streams[0]["is_resumable"]?.GetValue<bool>());
        Assert.Null(streams[0]["default_cursor_field"]);
        Assert.Equal("""["full_refresh","incremental"]""", streams[1]["supported_sync_modes"]!.ToJsonString());
        Assert.Equal("""[["page_id"],["metric"],["end_time"]]""", streams[1]["source_defined_primary_key"]!.ToJsonString());
        Assert.Equal("""["end_time"]""", streams[1]["default_cursor_field"]!.ToJsonString());
        Assert.True(streams[1]["source_defined_cursor"]!.GetValue<bool>());
        Assert.True(streams[1]["is_resumable"]!.GetValue<bool>());
        Assert.All(streams, stream => Assert.False(stream.ContainsKey("namespace")));
        Assert.All(streams, stream => Assert.Matches("^[a-z][a-z0-9_]{0,62}$", stream["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Pages_of_businesses_are_found_when_asked_for_and_each_but_once()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 4));
        scenario.World.Businesses = [new(Acme, "Acme"), new("300000000000002", "Other")];
        scenario.World.Pages[Page1].OwnedByBusiness = Acme;
        scenario.World.Pages[Page2].OwnedByBusiness = Acme;
        scenario.World.Pages[Page2].IsListed = false;
        scenario.World.Pages[Page2].ClientOfBusiness = "300000000000002";
        scenario.World.Pages[Page3].ClientOfBusiness = "300000000000002";
        scenario.World.Pages[Page3].IsListed = false;

        Assert.Equal(["pages", $"page_insights_{Page1}", "page_insights_100000000000004", "metric_availability"], await scenario.StreamsAsync());

        scenario.Config.With("discover_business_pages", true);
        Assert.Equal(["pages", $"page_insights_{Page1}", $"page_insights_{Page2}", $"page_insights_{Page3}", "page_insights_100000000000004", "metric_availability"], await scenario.StreamsAsync());

        var output = await scenario.ReadAsync(CatalogBuilder.Of(("pages", "full_refresh"), ($"page_insights_{Page3}", "incremental")));
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(4, output.Records.Count(record => record.Stream == "pages"));
        Assert.Contains(output.Records, record => record.Stream == $"page_insights_{Page3}");
    }

    [Fact]
    public async Task Without_the_permission_for_businesses_the_listed_Pages_remain_and_the_permission_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.World.Businesses = [new(Acme, "Acme")];
        scenario.World.UserToken.RemoveScope("business_management");
        scenario.Config.With("discover_business_pages", true);

        var output = await scenario.DiscoverAsync();

        Assert.Equal(4, output.Streams.Count);
        Assert.Contains("business_management", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_named_Pages_are_offered_and_one_that_no_list_has_is_looked_up()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 4));
        scenario.World.Pages[Page3].IsListed = false;
        scenario.Config.WithList("page_ids", Page3, Page1, "777", "888").WithList("exclude_page_ids", "888");

        var output = await scenario.DiscoverAsync();

        Assert.Equal(["pages", $"page_insights_{Page1}", $"page_insights_{Page3}", "metric_availability"], output.Streams.Select(stream => stream["name"]!.GetValue<string>()));
        Assert.Contains("777", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("Check the id", output.Said("WARN"), StringComparison.Ordinal);
        Assert.DoesNotContain("888", output.Said("WARN"), StringComparison.Ordinal);
        Assert.DoesNotContain(scenario.Journal.Entries, call => call.Path.Contains("888", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_excluded_Page_is_neither_offered_nor_read()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.WithList("exclude_page_ids", Page2).With("start_date", "2026-11-20").With("concurrency", 1);

        Assert.Equal(["pages", $"page_insights_{Page1}", $"page_insights_{Page3}", "metric_availability"], await scenario.StreamsAsync());
        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal([Page1, Page3], output.Records.Where(record => record.Stream == "pages").Select(record => record.Data["page_id"]!.GetValue<string>()));
        Assert.Empty(scenario.Journal.Insights(Page2));
    }

    [Fact]
    public async Task Each_Page_that_is_left_out_is_logged_with_its_reason()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 4));
        scenario.World.Pages[Page1].TokenWithheld = true;
        scenario.World.Pages[Page2].Tasks = ["MODERATE"];
        scenario.World.Pages[Page3].Tasks = [];

        var output = await scenario.DiscoverAsync();

        Assert.Equal(["pages", "page_insights_100000000000004", "metric_availability"], output.Streams.Select(stream => stream["name"]!.GetValue<string>()));
        Assert.Contains("without a Page token", Reason(Page1), StringComparison.Ordinal);
        Assert.Contains("lacks the task ANALYZE", Reason(Page2), StringComparison.Ordinal);
        Assert.Contains("without a Page token", Reason(Page3), StringComparison.Ordinal);

        string Reason(string page) => Assert.Single(output.Logs, log => log.Level == "WARN" && log.Message.Contains(page, StringComparison.Ordinal)).Message;
    }

    [Fact]
    public async Task The_token_of_a_Page_gives_that_Page()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config = new ConfigBuilder(scenario.Url, scenario.World.Pages[Page2].Token.Value).With("start_date", "2026-11-20");

        Assert.Equal(["pages", $"page_insights_{Page2}", "metric_availability"], await scenario.StreamsAsync());
        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page2], "day", new DateOnly(2026, 11, 20), scenario.Yesterday)));
        Assert.Equal("Harbour Books", Assert.Single(output.Records, record => record.Stream == "pages").Data["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_token_of_a_system_user_gives_the_Pages_it_is_assigned_to()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.World.SystemUserToken.TargetPageIds = [Page1, Page3];
        scenario.Config = new ConfigBuilder(scenario.Url, scenario.World.SystemUserToken.Value).With("start_date", "2026-11-20");

        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1, Page3], "day", new DateOnly(2026, 11, 20), scenario.Yesterday)));
    }

    [Fact]
    public async Task Given_Page_tokens_need_no_call_and_a_wanted_Page_without_one_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.WithPageTokens((Page3, scenario.World.Pages[Page3].Token.Value), (Page1, scenario.World.Pages[Page1].Token.Value)).With("start_date", "2026-11-20");

        Assert.Equal(["pages", $"page_insights_{Page1}", $"page_insights_{Page3}", "metric_availability"], await scenario.StreamsAsync());
        Assert.Equal(0, scenario.Journal.Count);
        var union = await scenario.ReadAllAsync(await scenario.CatalogAsync());
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([Page1, Page3], "day", new DateOnly(2026, 11, 20), scenario.Yesterday)));

        scenario.Config.WithList("page_ids", Page1, Page2);
        var output = await scenario.DiscoverAsync();
        Assert.Equal(["pages", $"page_insights_{Page1}", "metric_availability"], output.Streams.Select(stream => stream["name"]!.GetValue<string>()));
        Assert.Contains($"{Page2}", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("page_tokens has no token for it", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_Page_only_the_stream_of_Pages_is_offered_with_a_word_why()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 0));

        var output = await scenario.DiscoverAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(["pages", "metric_availability"], output.Streams.Select(stream => stream["name"]!.GetValue<string>()));
        Assert.Contains("No Page can be read", output.Said("WARN"), StringComparison.Ordinal);

        var read = await scenario.ReadAsync(await scenario.CatalogAsync());
        Assert.Equal(0, read.ExitCode);
        Assert.Equal("COMPLETE", read.FinalStatus("pages"));
        Assert.Equal(["pages", "metric_availability"], read.States.Select(state => state.Stream));
    }

    [Theory]
    [InlineData(TokenTrouble.Expired)]
    [InlineData(TokenTrouble.AppRemoved)]
    [InlineData(TokenTrouble.Unparsable)]
    public async Task A_bad_token_is_a_configuration_error_and_no_catalog(TokenTrouble trouble)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.Trouble = trouble;

        var output = await scenario.DiscoverAsync();

        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        Assert.Contains("create a new", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(output.Messages, message => message["type"]!.GetValue<string>() == "CATALOG");
    }

    [Fact]
    public async Task A_Page_is_read_with_its_fields_under_their_own_names_and_never_its_token()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 4));

        var output = await scenario.ReadAsync(CatalogBuilder.FullRefresh("pages"));

        Assert.Equal(4, output.Records.Count);
        var page = Of(Page3);
        Assert.Equal("Café Zoë & Söhne", page["name"]!.GetValue<string>());
        Assert.Equal("blue_verified", page["verification_status"]!.GetValue<string>());
        Assert.Equal(100 + (3 * 137), page["fan_count"]!.GetValue<int>());
        Assert.Equal("Zürich", page["location"]!["city"]!.GetValue<string>());
        Assert.Equal("ANALYZE", page["tasks"]![1]!.GetValue<string>());
        Assert.Null(page["username"]);
        Assert.All(output.Records, record => Assert.DoesNotContain(record.Data, pair => pair.Key is "access_token" or "id"));
        Assert.Equal("Tacos \"El Güero\" 🌮", Of("100000000000004")["name"]!.GetValue<string>());

        System.Text.Json.Nodes.JsonObject Of(string id) => Assert.Single(output.Records, record => record.Data["page_id"]!.GetValue<string>() == id).Data;
    }

    [Fact]
    public async Task A_field_that_Facebook_no_longer_has_is_dropped_with_one_warning_for_all_Pages()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 5));
        scenario.Config.WithList("page_fields", "name", "genre", "fan_count");

        var output = await scenario.ReadAsync(CatalogBuilder.FullRefresh("pages"));

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(5, output.Records.Count);
        Assert.All(output.Records, record => Assert.Equal(["page_id", "name", "fan_count"], record.Data.Select(pair => pair.Key)));
        Assert.Contains("genre", Assert.Single(output.Logs, log => log.Level == "WARN").Message, StringComparison.Ordinal);
    }
}
