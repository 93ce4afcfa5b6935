using GraphSimulator;
using GraphSimulator.Time;
using GraphSimulator.Tokens;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd.State;

public sealed class SilentPageTests
{
    private static readonly string[] Metrics = ["page_media_view", "page_follows"];
    private static readonly string Catalog = CatalogBuilder.Incremental($"page_insights_{Page1}");

    // Facebook answers without an error and without data; two years were taken for read.
    [Fact]
    public async Task A_Page_that_was_read_without_the_permission_gets_all_its_days_once_it_is_granted()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, Metrics);
        var reads = new Reads(scenario, Catalog);
        scenario.World.UserToken.Scopes = SimulatedToken.AllScopes.Except(["read_insights"]).ToHashSet();

        var without = await reads.NextAsync();
        Assert.Empty(without.Records);
        Assert.Contains("read_insights", without.Said("WARN"), StringComparison.Ordinal);
        scenario.World.UserToken.Scopes = SimulatedToken.AllScopes;
        await reads.NextAsync(new DateOnly(2026, 11, 23));

        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2024, 11, 23), scenario.Yesterday, Metrics)));
        await reads.NextAsync(new DateOnly(2026, 11, 24));
        Assert.Equal(["1 2026-11-16 to 2026-11-23 page_follows,page_media_view"], reads.Asked.Select(InOrder));
    }

    [Fact]
    public async Task Days_that_passed_while_the_access_to_data_had_lapsed_are_fetched_when_it_is_back()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, Metrics);
        scenario.Config.With("start_date", "2026-10-01");
        scenario.World.UserToken.ExpiresAt = null;
        var reads = new Reads(scenario, Catalog);
        await reads.NextAsync();

        scenario.World.UserToken.DataAccessExpiresAt = scenario.World.Now;
        for (var day = new DateOnly(2026, 11, 24); day < new DateOnly(2027, 6, 20); day = day.AddDays(12))
        {
            Assert.Empty((await reads.NextAsync(day)).Records);
        }

        scenario.World.UserToken.DataAccessExpiresAt = null;
        await reads.NextAsync(new DateOnly(2027, 6, 20));

        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 10, 1), scenario.Yesterday, Metrics)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(365)]
    [InlineData(5000)]
    public async Task A_clock_that_was_ahead_for_one_read_costs_no_day(int days)
    {
        var clock = new SimulatedClock(SimulatedWorld.DefaultNow);
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1), clock);
        Reads.Only(scenario, Metrics);
        scenario.Config.With("start_date", "2026-11-01");
        scenario.World.UserToken.ExpiresAt = scenario.World.UserToken.DataAccessExpiresAt = null;
        var reads = new Reads(scenario, Catalog);
        await reads.NextAsync();

        clock.Set(clock.GetUtcNow().AddDays(days));
        await reads.NextAsync();
        foreach (var day in new[] { 1, 2, 130 })
        {
            scenario.World.Now = SimulatedWorld.DefaultNow.AddDays(day);
            clock.Set(scenario.World.Now);
            await reads.NextAsync();
            Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 11, 1), scenario.Yesterday, Metrics)));
        }
    }

    [Fact]
    public async Task A_Page_that_never_says_anything_costs_two_calls_a_day_after_the_first_read()
    {
        var world = SimulatedWorld.Create(pages: 1);
        world.Pages[Page1].Likes = 60;
        await using var scenario = await StartAsync(world);
        Reads.Only(scenario, Metrics);
        scenario.World.UserToken.ExpiresAt = scenario.World.UserToken.DataAccessExpiresAt = null;
        var reads = new Reads(scenario, Catalog);

        await reads.NextAsync();
        Assert.Equal(9, reads.Asked.Count);
        for (var day = new DateOnly(2026, 11, 23); day < new DateOnly(2026, 12, 3); day = day.AddDays(1))
        {
            await reads.NextAsync(day);
            Assert.InRange(reads.Asked.Count, 1, 2);
            Assert.True(reads.Asked[0].StartsWith($"1 {day.AddDays(-91):yyyy-MM-dd}", StringComparison.Ordinal), reads.Asked[0]);
        }
    }

    [Fact]
    public async Task A_Page_that_has_fallen_silent_costs_three_calls_a_day_and_its_cursor_stays_where_it_spoke_last()
    {
        var world = SimulatedWorld.Create(pages: 1, now: new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero));
        world.Pages[Page1].DataReadyThrough = new DateOnly(2026, 2, 20);
        world.UserToken.ExpiresAt = world.UserToken.DataAccessExpiresAt = null;
        await using var scenario = await StartAsync(world);
        Reads.Only(scenario, Metrics);
        scenario.Config.With("start_date", "2026-01-01");
        var reads = new Reads(scenario, Catalog);
        for (var day = new DateOnly(2026, 3, 2); day < new DateOnly(2026, 11, 20); day = day.AddDays(20))
        {
            await reads.NextAsync(day);
        }

        for (var day = new DateOnly(2026, 11, 20); day < new DateOnly(2026, 11, 25); day = day.AddDays(1))
        {
            var output = await reads.NextAsync(day);
            Assert.InRange(reads.Asked.Count, 1, 3);
            Assert.StartsWith("1 2026-02-14 to 2026-02-20", reads.Asked[0], StringComparison.Ordinal);
            Assert.Equal("2026-02-21T08:00:00Z", output.States[^1].EndTime);
        }
    }

    // The second call of a slice saw a day that the first had not yet; both were taken for read.
    [Fact]
    public async Task A_day_that_appears_between_two_calls_of_a_read_is_fetched_by_the_next_one()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        Reads.Only(scenario, "page_media_view", "page_media_view_by_is_from_ads");
        scenario.Config.With("start_date", "2026-11-01").With("lookback_window_days", 0);
        scenario.World.Pages[Page1].DataReadyThrough = scenario.Yesterday.AddDays(-1);
        scenario.World.Schedule.When(call => call.AsksInsights && call.Parameters.Has("breakdown"), () => scenario.World.Pages[Page1].DataReadyThrough = null);
        var reads = new Reads(scenario, Catalog);

        await reads.NextAsync();
        Assert.Single(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 11, 1), scenario.Yesterday, ["page_media_view", "page_media_view_by_is_from_ads"])));
        await reads.NextAsync(scenario.World.Today.AddDays(1));

        Assert.Empty(reads.Union.DifferencesFrom(ExpectedInsights.Of([Page1], "day", new DateOnly(2026, 11, 1), scenario.Yesterday, ["page_media_view", "page_media_view_by_is_from_ads"])));
    }

    private static string InOrder(string asked) => asked[..(asked.LastIndexOf(' ') + 1)] + string.Join(',', asked[(asked.LastIndexOf(' ') + 1)..].Split(',').Order(StringComparer.Ordinal));
}
