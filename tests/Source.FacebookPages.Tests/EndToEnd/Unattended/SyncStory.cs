using System.Globalization;
using System.Text.Json.Nodes;
using Airbyte.Cdk;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Journal;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Unattended runs against a simulated Facebook, with state and output in a folder of the test's own.</summary>
internal sealed class SyncStory : IAsyncDisposable
{
    public const string Connection = "pages-of-mine";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Last = new(2026, 11, 21);

    private readonly GraphSimulatorServer _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sync-test-");

    private SyncStory(GraphSimulatorServer server, TimeProvider clock, int pages, int days)
    {
        _server = server;
        Clock = clock;
        Pages = [.. Enumerable.Range(1, pages).Select(PageId)];
        First = Last.AddDays(1 - days);
        Config = new ConfigBuilder(server).With("start_date", Day(First)).WithList("metric_groups", "engagement", "cta_clicks");
        Run = new ConnectorRun(server.World, clock);
    }

    public ConfigBuilder Config { get; }

    public ConnectorRun Run { get; }

    public TimeProvider Clock { get; }

    public IReadOnlyList<string> Pages { get; }

    public DateOnly First { get; }

    public SimulatedWorld World => _server.World;

    public RequestJournal Journal => _server.Journal;

    public string OutputFolder => Path.Combine(_folder.FullName, "out");

    public string StateFolder => Path.Combine(_folder.FullName, "state");

    /// <summary>What counts in the output.</summary>
    public StoredRuns Stored => StoredRuns.InFolder(OutputFolder);

    /// <summary>The stored state file.</summary>
    public string State => File.ReadAllText(Path.Combine(StateFolder, Connection, "state.json"));

    public bool HasState => File.Exists(Path.Combine(StateFolder, Connection, "state.json"));

    public static string PageId(int number) => (100000000000000L + number).ToString(CultureInfo.InvariantCulture);

    public static string StreamOf(int number) => "page_insights_" + PageId(number);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Starts with a clock that stands, or that runs so many times too fast.</summary>
    public static async Task<SyncStory> StartAsync(int pages = 2, int days = 30, double? speed = null)
    {
        var world = SimulatedWorld.Create(pages, now: Now);
        if (speed is { } fast)
        {
            world.Clock = new FastClock(Now, fast);
        }

        return new SyncStory(await GraphSimulatorServer.StartAsync(world), world.Clock, pages, days);
    }

    /// <summary>Makes calls go wrong.</summary>
    public SyncStory With(Fault fault)
    {
        World.Faults.Add(fault);
        return this;
    }

    /// <summary>One run.</summary>
    public Task<CommandOutcome> SyncAsync(params string[] more) => SyncAsync(null, more);

    /// <summary>One run that a signal may stop.</summary>
    public Task<CommandOutcome> SyncAsync(IStopSignal? signal, params string[] more) => Run.RunUnattendedAsync(
        [
            "sync", "--config", Run.File("config.json", Config.ToString()), "--connection", Connection,
            "--state-registry", "file://" + StateFolder, "--output", "file://" + OutputFolder, .. more,
        ],
        signal);

    /// <summary>Runs until nothing is left to read; the outcomes in order.</summary>
    public async Task<IReadOnlyList<CommandOutcome>> SyncToTheEndAsync(int mostRuns, params string[] more)
    {
        List<CommandOutcome> outcomes = [];
        do
        {
            Assert.True(outcomes.Count < mostRuns, $"After {mostRuns} runs there is still something left.");
            outcomes.Add(await SyncAsync(more));
        }
        while (outcomes[^1].HasMore);

        return outcomes;
    }

    /// <summary>An operator's command on the state.</summary>
    public Task<CommandOutcome> StateAsync(string action, params string[] more) =>
        Run.RunUnattendedAsync(["state", action, "--connection", Connection, "--state-registry", "file://" + StateFolder, .. more]);

    /// <summary>The stored <c>end_time</c> of a stream.</summary>
    public string EndTimeOf(string stream) => JsonNode.Parse(State)!.AsArray()
        .Single(item => item!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>() == stream)!["stream"]!["stream_state"]!["end_time"]!.GetValue<string>();

    /// <summary>The true values of these Pages.</summary>
    public Dictionary<(string Page, string Metric, string Period, string EndTime), string> Truth(IEnumerable<string>? pages = null) =>
        ExpectedInsights.Of(pages ?? Pages, "day", First, Last, ["page_post_engagements", "page_total_actions"]);

    /// <summary>Asserts that what counts in the output is the truth of these Pages and nothing else.</summary>
    public void AssertTruth(IEnumerable<string>? pages = null) => Assert.Empty(Stored.Union().DifferencesFrom(Truth(pages)));

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(Journal.Crashes);
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
