using System.Globalization;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Journal;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>
/// Some Pages, some days, two metrics, and whatever is arranged to go wrong. The clock of both sides runs two hundred times too fast, so that waits of minutes pass. What must hold whatever goes
/// wrong is checked after each run.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    public const double Speed = 200;

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Last = new(2026, 11, 21);

    private readonly GraphSimulatorServer _server;
    private readonly TimeProvider _clock;

    private Story(GraphSimulatorServer server, TimeProvider clock, int pages, int days)
    {
        _server = server;
        _clock = clock;
        Pages = [.. Enumerable.Range(1, pages).Select(PageId)];
        First = Last.AddDays(1 - days);
        Config = new ConfigBuilder(server)
            .With("start_date", Day(First))
            .With("request_timeout_seconds", 300)
            .WithList("metric_groups", "engagement", "cta_clicks");
    }

    public ConfigBuilder Config { get; }

    public DateOnly First { get; }

    public IReadOnlyList<string> Pages { get; }

    /// <summary>What the configuration asks for; to be changed together with it.</summary>
    public IReadOnlyList<string> Metrics { get; set; } = ["page_post_engagements", "page_total_actions"];

    /// <summary>The environment of the connector.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public SimulatedWorld World => _server.World;

    public RequestJournal Journal => _server.Journal;

    public Uri BaseUrl => _server.BaseUrl;

    public static async Task<Story> StartAsync(int pages = 2, int days = 10, double speed = Speed)
    {
        var clock = new FastClock(Now, speed);
        var world = SimulatedWorld.Create(pages, now: Now);
        world.Clock = clock;
        return new Story(await GraphSimulatorServer.StartAsync(world), clock, pages, days);
    }

    public static string PageId(int number) => (100000000000000L + number).ToString(CultureInfo.InvariantCulture);

    public static string StreamOf(string pageId) => "page_insights_" + pageId;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>All streams: <c>pages</c>, and the insights of each Page in incremental mode.</summary>
    public string Catalog(string insightsMode = "incremental") =>
        CatalogBuilder.Of([("pages", "full_refresh"), .. Pages.Select(page => (StreamOf(page), insightsMode))]);

    /// <summary>Makes calls go wrong.</summary>
    public Story With(Fault fault)
    {
        World.Faults.Add(fault);
        return this;
    }

    public async Task<ConnectorOutput> ReadAsync(string? catalog = null, string? state = null)
    {
        catalog ??= Catalog();
        var output = await Connector().ReadAsync(Config.ToString(), catalog, state);
        Invariants.Check(output, catalog, Journal, World.Limits.HeaderForm);
        return output;
    }

    public async Task<ConnectorOutput> CheckAsync() => await Connector().CheckAsync(Config.ToString());

    public async Task<ConnectorOutput> DiscoverAsync() => await Connector().DiscoverAsync(Config.ToString());

    /// <summary>The true values of these Pages in the days asked for.</summary>
    public Dictionary<(string Page, string Metric, string Period, string EndTime), string> Truth(params IEnumerable<string> pages) =>
        ExpectedInsights.Of(pages, "day", First, Last, [.. Metrics]);

    /// <summary>Asserts that the output has the truth of these Pages, each key once, and nothing else.</summary>
    public void AssertTruth(ConnectorOutput output, params IEnumerable<string> pages)
    {
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(Truth(pages)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ConnectorRun Connector() => Variables.Aggregate(new ConnectorRun(World, _clock), (run, variable) => run.WithVariable(variable.Key, variable.Value));
}
