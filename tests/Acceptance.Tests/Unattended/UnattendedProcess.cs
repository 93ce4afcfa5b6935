using System.Diagnostics;
using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Unattended;

/// <summary>The published executable in unattended use, against a simulator, with state and output in a folder of the test's own.</summary>
internal sealed class UnattendedProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unattended-");
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private UnattendedProcess(GraphSimulatorServer server, int days)
    {
        Server = server;
        Last = server.World.Today.AddDays(-1);
        First = Last.AddDays(1 - days);
        Config = new ConfigBuilder(server)
            .With("start_date", $"{First:yyyy-MM-dd}").With("end_date", $"{Last:yyyy-MM-dd}").WithList("metric_groups", "engagement", "cta_clicks");
    }

    public GraphSimulatorServer Server { get; }

    public ConfigBuilder Config { get; }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public string OutputFolder => Path.Combine(_folder.FullName, "out");

    public string StateFolder => Path.Combine(_folder.FullName, "state");

    public StoredRuns Stored => StoredRuns.InFolder(OutputFolder);

    // The clock of the process is the real one; the days are named, so that midnight may pass.
    public static async Task<UnattendedProcess> PrepareAsync(int pages, int days) =>
        new(await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages, now: TimeProvider.System.GetUtcNow())), days);

    public UnattendedProcess WithVariable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public UnattendedProcess WithVariables(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            WithVariable(name, value);
        }

        return this;
    }

    /// <summary>The arguments of <c>sync</c>.</summary>
    public string[] Sync(params string[] more) =>
        ["sync", "--config", ConfigFile(), "--connection", "c", "--state-registry", "file://" + StateFolder, "--output", "file://" + OutputFolder, .. more];

    public string ConfigFile()
    {
        var path = Path.Combine(_folder.FullName, "config.json");
        File.WriteAllText(path, Config.ToString());
        return path;
    }

    /// <summary>The event of a <c>sync</c>.</summary>
    public string SyncEvent() => new JsonObject
    {
        ["config"] = JsonNode.Parse(Config.ToString()),
        ["connection"] = "c",
        ["state_registry"] = "file://" + StateFolder,
        ["output"] = "file://" + OutputFolder,
    }.ToJsonString();

    public async Task<Process> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(await PublishedConnector.PathAsync(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in _variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Reads a process to its end.</summary>
    public async Task<CommandOutcome> EndAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        SecretScan.Check(Server.World, output + await errors);
        return new CommandOutcome(process.ExitCode, output, await errors);
    }

    public async Task<CommandOutcome> RunAsync(params string[] arguments)
    {
        using var process = await StartAsync(arguments);
        return await EndAsync(process);
    }

    public void AssertTruth(StoredRuns? stored = null) => Assert.Empty((stored ?? Stored).Union().DifferencesFrom(ExpectedInsights.Of(
        [.. Server.World.Pages.All.Select(page => page.Id)], "day", First, Last, ["page_post_engagements", "page_total_actions"])));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
