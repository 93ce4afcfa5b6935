using System.Globalization;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>What is asked of Facebook: how much, in which form, and what never.</summary>
public sealed class BudgetTests
{
    private const int LongestWindow = 90;

    [Fact]
    public async Task A_first_read_of_two_years_of_one_Page_takes_nine_windows_of_calls_and_at_most_four_others()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var catalog = CatalogBuilder.Of(("pages", "full_refresh"), ($"page_insights_{Page1}", "incremental"));

        var output = await scenario.ReadAsync(catalog);

        var callsOfAWindow = (int)Math.Ceiling(ExpectedInsights.DefaultMetrics.Count / 30.0);
        Assert.InRange(scenario.InsightsCalls.Count, 1, 9 * callsOfAWindow);
        Assert.InRange(scenario.Journal.Count - scenario.InsightsCalls.Count, 1, 4);
        Assert.Equal(ExpectedInsights.DefaultMetrics.Count * 730, output.Records.Count - 1);
    }

    [Fact]
    public async Task A_daily_run_of_one_Page_takes_one_insights_call_and_two_others()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var catalog = CatalogBuilder.Of(("pages", "full_refresh"), ($"page_insights_{Page1}", "incremental"));
        var first = await scenario.ReadAsync(catalog);
        scenario.World.Now = scenario.World.Now.AddDays(1);
        scenario.Journal.Clear();

        var second = await scenario.ReadAsync(catalog, first.StateFile());

        Assert.Single(scenario.InsightsCalls);
        Assert.Equal(3, scenario.Journal.Count);
        Assert.Equal(ExpectedInsights.DefaultMetrics.Count * 8, second.Records.Count - 1);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(31)]
    [InlineData(1)]
    public async Task Windows_are_dates_of_at_most_the_allowed_length_without_a_gap_and_without_an_overlap(int windowDays)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var first = scenario.Yesterday.AddDays(windowDays == 1 ? -20 : -365);
        scenario.Config.With("window_days", windowDays).With("start_date", first.ToString("O", null));

        await scenario.ReadAsync();

        Assert.Equal(first, Since(scenario.InsightsCalls[0]));
        Assert.Equal(scenario.World.Today, Until(scenario.InsightsCalls[^1]));
        Assert.All(scenario.InsightsCalls, call => Assert.InRange(Until(call).DayNumber - Since(call).DayNumber, 1, Math.Min(LongestWindow, windowDays)));
        Assert.All(scenario.InsightsCalls.Zip(scenario.InsightsCalls.Skip(1)), pair => Assert.Equal(Until(pair.First), Since(pair.Second)));
    }

    [Fact]
    public async Task A_second_run_overlaps_the_first_by_the_lookback_and_no_more()
    {
        foreach (var lookback in new[] { 0, 7, 28, 90 })
        {
            await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
            scenario.Config.With("lookback_window_days", lookback).With("start_date", "2026-01-01");
            var first = await scenario.ReadAsync();
            scenario.World.Now = scenario.World.Now.AddDays(2);
            scenario.Journal.Clear();

            await scenario.ReadAsync(state: first.StateFile());

            Assert.Equal(new DateOnly(2026, 11, 22).AddDays(-lookback), Since(scenario.InsightsCalls[0]));
            Assert.Equal(new DateOnly(2026, 11, 24), Until(scenario.InsightsCalls[^1]));
        }
    }

    [Fact]
    public async Task No_call_carries_a_token_in_its_address_or_follows_a_link_and_each_one_asks_for_compression()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.World.PagingNeverEnds = true;
        scenario.World.Businesses = [new("300000000000001", "Acme")];
        scenario.Config.With("start_date", "2026-08-01").With("discover_business_pages", true)
            .WithCredential("client_id", scenario.World.App.Id).WithCredential("app_secret", scenario.World.App.Secret);
        var catalog = await scenario.CatalogAsync();
        await scenario.CheckAsync();

        await scenario.ReadAsync(catalog);

        Assert.All(scenario.Journal.Entries, call =>
        {
            Assert.False(call.SecretInUrl, $"{call.Path} has a secret in its address");
            Assert.False(call.FollowedInsightsPaging);
            Assert.Contains("gzip", call.AcceptEncoding, StringComparison.Ordinal);
            Assert.Contains("br", call.AcceptEncoding, StringComparison.Ordinal);
            Assert.Equal("v25.0", call.Version);
            Assert.Null(call["access_token"]);
            Assert.All(new[] { "ids", "pretty", "debug", "date_format" }, parameter => Assert.Null(call[parameter]));
            Assert.False(call.Headers.ContainsKey("if-none-match"));
        });
        Assert.All(scenario.Journal.Entries.Where(call => call.Segments is not ["oauth", ..]), call => Assert.True(call is { HasAuthorizationHeader: true, TokenName: not null }));
        Assert.All(scenario.InsightsCalls, call => Assert.Equal($"page:{call.PageId}", call.TokenName?.Split(':') is [var kind, var id, ..] ? $"{kind}:{id}" : null));
    }

    [Fact]
    public async Task With_the_secret_of_the_app_every_call_proves_the_token_that_it_carries()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.World.App.RequireProof = true;
        scenario.Config.With("start_date", "2026-11-01").WithCredential("app_secret", scenario.World.App.Secret);

        var check = await scenario.CheckAsync();
        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal("SUCCEEDED", check.ConnectionStatus.Status);
        Assert.Equal(0, output.ExitCode);
        Assert.All(scenario.Journal.Entries, call => Assert.Equal("<proof>", call["appsecret_proof"]));
        Assert.DoesNotContain(scenario.Journal.Entries, call => call.ErrorCode is not null);
    }

    [Fact]
    public async Task Page_tokens_are_proved_as_well()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.World.App.RequireProof = true;
        scenario.Config.WithPageTokens((Page1, scenario.World.Pages[Page1].Token.Value), (Page2, scenario.World.Pages[Page2].Token.Value))
            .WithCredential("app_secret", scenario.World.App.Secret).With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal(0, output.ExitCode);
        Assert.DoesNotContain(scenario.Journal.Entries, call => call.ErrorCode is not null);
    }

    [Fact]
    public async Task A_short_lived_token_is_exchanged_once_a_command_and_the_long_lived_one_is_used()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config = new ConfigBuilder(scenario.Url, scenario.World.ShortLivedUserToken.Value)
            .WithCredential("client_id", scenario.World.App.Id).WithCredential("app_secret", scenario.World.App.Secret).With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync(CatalogBuilder.Of(("pages", "full_refresh"), ($"page_insights_{Page1}", "incremental")));

        Assert.Equal(0, output.ExitCode);
        var exchange = Assert.Single(scenario.Journal.Entries, call => call.Path.EndsWith("oauth/access_token", StringComparison.Ordinal));
        Assert.Equal("fb_exchange_token", exchange["grant_type"]);
        Assert.Equal(1, exchange.Number);
        Assert.Equal("short-user:exchanged", Assert.Single(scenario.Journal.Entries, call => call.Edge == "accounts").TokenName);
    }

    [Fact]
    public async Task The_list_of_Pages_is_read_once_a_sync()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.WithList("periods", "day", "week", "days_28").With("start_date", "2026-11-01");
        var catalog = await scenario.CatalogAsync();
        scenario.Journal.Clear();

        await scenario.ReadAsync(catalog);

        Assert.Single(scenario.Journal.Entries, call => call.Edge == "accounts");
        Assert.Equal(3, scenario.InsightsCalls.Count);
        Assert.Equal(3, scenario.Journal.Entries.Count(call => call.Edge.Length == 0));
    }

    [Fact]
    public async Task A_version_that_is_served_by_another_is_said_once()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("api_version", "v18.0").With("start_date", "2026-11-01");

        var output = await scenario.ReadAsync(await scenario.CatalogAsync());

        Assert.Equal(0, output.ExitCode);
        var warning = Assert.Single(output.Logs, log => log.Message.Contains("v18.0", StringComparison.Ordinal));
        Assert.Equal("WARN", warning.Level);
        Assert.Contains("v21.0", warning.Message, StringComparison.Ordinal);
        Assert.All(scenario.Journal.Entries, call => Assert.Equal("v18.0", call.Version));
    }

    private static DateOnly Since(JournalEntry call) => DateOnly.ParseExact(call["since"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Until(JournalEntry call) => DateOnly.ParseExact(call["until"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
