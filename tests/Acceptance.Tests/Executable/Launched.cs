using System.Diagnostics;
using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>A command of the published executable under way, against a simulator of its own.</summary>
internal sealed class Launched : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("executable-");

    private Launched(GraphSimulatorServer server) => Server = server;

    public const string Page = "100000000000001";

    public const string Insights = "page_insights_" + Page;

    public GraphSimulatorServer Server { get; }

    public SimulatedWorld World => Server.World;

    /// <summary>An empty folder that goes away with this.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A simulated Facebook whose clock goes with the machine's.</summary>
    public static async Task<Launched> PrepareAsync(int pages = 1)
    {
        var now = TimeProvider.System.GetUtcNow();
        var world = SimulatedWorld.Create(pages, now: now);
        world.Clock = new GraphSimulator.Time.SimulatedClock(now, TimeProvider.System);
        return new Launched(await GraphSimulatorServer.StartAsync(world));
    }

    /// <summary>A configuration that reads this many days.</summary>
    public ConfigBuilder Config(int days) => new ConfigBuilder(Server).With("start_date", Day(days));

    /// <summary>The Pacific day so many days ago, as text.</summary>
    public string Day(int back) => World.Today.AddDays(-back).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes a file and answers its path.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The arguments of a read of these streams.</summary>
    public string[] Read(ConfigBuilder config, string catalog, string? state = null)
    {
        string[] arguments = ["read", "--config", File("config.json", config.ToString()), "--catalog", File("catalog.json", catalog)];
        return state is null ? arguments : [.. arguments, "--state", File("state.json", state)];
    }

    /// <summary>Starts the executable with these variables on top of the test's own.</summary>
    public static async Task<Process> StartAsync(IEnumerable<string> arguments, string? folder = null, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(await PublishedConnector.PathAsync(), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end; its output must keep the protocol and hold no secret.</summary>
    public async Task<ConnectorOutput> RunAsync(IEnumerable<string> arguments, string? catalog = null, string? folder = null, params (string Name, string? Value)[] variables)
    {
        using var process = await StartAsync(arguments, folder, variables);
        return ProtocolChecks.Verify(await PublishedConnector.EndAsync(World, process), catalog);
    }

    /// <summary>Runs a line of shell to its end, in which <c>"$@"</c> stands for the executable and its arguments.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> ShellAsync(string line, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", line, "sh", await PublishedConnector.PathAsync(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
