using System.Diagnostics.CodeAnalysis;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>A simulated Facebook, a configuration for it, and runs of the connector against it. Every output is checked against the protocol.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string Page1 = "100000000000001";
    public const string Page2 = "100000000000002";
    public const string Page3 = "100000000000003";

    private readonly GraphSimulatorServer _server;

    private Scenario(GraphSimulatorServer server, TimeProvider clock)
    {
        _server = server;
        Config = new ConfigBuilder(server);
        Run = new ConnectorRun(server.World, clock);
    }

    public SimulatedWorld World => _server.World;

    public RequestJournal Journal => _server.Journal;

    public Uri Url => _server.BaseUrl;

    /// <summary>The configuration; the user's token unless changed.</summary>
    public ConfigBuilder Config { get; set; }

    public ConnectorRun Run { get; }

    /// <summary>The last complete day.</summary>
    public DateOnly Yesterday => World.Today.AddDays(-1);

    /// <summary>Starts with a clock that stands where the world's stands, unless another is given.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The scenario disposes the server.")]
    public static async Task<Scenario> StartAsync(SimulatedWorld world, TimeProvider? clock = null) =>
        new(await GraphSimulatorServer.StartAsync(world), clock ?? world.Clock);

    public async Task<ConnectorOutput> CheckAsync() => ProtocolChecks.Verify(await Run.CheckAsync(Config.ToString()));

    /// <summary>A check that fails: its message.</summary>
    public async Task<string> FailedCheckAsync()
    {
        var output = await CheckAsync();
        Assert.Equal(0, output.ExitCode);
        Assert.Equal("FAILED", output.ConnectionStatus.Status);
        Assert.Empty(output.Errors);
        return output.ConnectionStatus.Message!;
    }

    public async Task<ConnectorOutput> DiscoverAsync() => ProtocolChecks.Verify(await Run.DiscoverAsync(Config.ToString()));

    /// <summary>The names of the discovered streams.</summary>
    public async Task<IReadOnlyList<string>> StreamsAsync() => [.. (await DiscoverAsync()).Streams.Select(stream => stream["name"]!.GetValue<string>())];

    /// <summary>Every discovered stream, incremental where it can be.</summary>
    public async Task<string> CatalogAsync() => CatalogBuilder.From(await DiscoverAsync());

    /// <summary>Reads a catalog, or the insights of the first Page.</summary>
    public async Task<ConnectorOutput> ReadAsync(string? catalog = null, string? state = null)
    {
        catalog ??= CatalogBuilder.Incremental($"page_insights_{Page1}");
        return ProtocolChecks.Verify(await Run.ReadAsync(Config.ToString(), catalog, state), catalog);
    }

    /// <summary>Reads a catalog, which must work, and answers what a destination then has.</summary>
    public async Task<Union> ReadAllAsync(string? catalog = null, string? state = null)
    {
        var output = await ReadAsync(catalog, state);
        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        union.Add(output);
        return union;
    }

    /// <summary>The insights calls so far.</summary>
    public IReadOnlyList<JournalEntry> InsightsCalls => Journal.Insights();

    public async ValueTask DisposeAsync()
    {
        // A crash of the simulator would look like a fault of Facebook's that was mended by a retry.
        Assert.Empty(Journal.Crashes);
        await _server.DisposeAsync();
    }
}
