using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;

namespace Container.Tests;

/// <summary>Runs the docker client as a caller does, with a folder of files that the caller mounts, and takes the output apart.</summary>
internal sealed class CallerRun : IDisposable
{
    private const int Pages = 2;
    private const int Days = 30;
    private const int Lookback = 7;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("caller-test-");
    private readonly GraphSimulatorServer _server;

    public CallerRun(GraphSimulatorServer server)
    {
        _server = server;
        // Callers run as root or as the image's user; the folder of the one who runs the tests must be open to that user.
        SetMode(_folder.FullName, "777");
    }

    /// <summary>The folder on this machine.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The configuration that is read with: thirty days of two Pages.</summary>
    public string Config => new ConfigBuilder(_server).With("start_date", $"{First:yyyy-MM-dd}").With("end_date", $"{Last:yyyy-MM-dd}").ToString();

    private DateOnly Last => _server.World.Today.AddDays(-2);

    private DateOnly First => Last.AddDays(1 - Days);

    /// <summary>A simulator whose clock is the machine's, as that of the image is.</summary>
    public static Task<GraphSimulatorServer> StartServerAsync() => GraphSimulatorServer.StartAsync(SimulatedWorld.Create(Pages, now: TimeProvider.System.GetUtcNow()));

    /// <summary>Writes a file into the folder, with the rights that the caller gives it.</summary>
    public void Write(string name, string content, string mode = "644")
    {
        var path = Path.Combine(Folder, name);
        File.Delete(path);
        File.WriteAllText(path, content);
        SetMode(path, mode);
    }

    /// <summary>The content of a file of the folder.</summary>
    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Runs the docker client to its end, in the network of this machine, where the simulator is.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> ShellAsync(string? input, params string[] arguments)
    {
        using var docker = Start(arguments);
        var errors = docker.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await docker.StandardInput.WriteAsync(input);
        }

        docker.StandardInput.Close();
        using var output = new MemoryStream();
        await docker.StandardOutput.BaseStream.CopyToAsync(output);
        await docker.WaitForExitAsync();
        var text = Encoding.UTF8.GetString(output.ToArray());
        SecretScan.Check(_server.World, text + await errors);
        return (docker.ExitCode, text, await errors);
    }

    /// <summary>Runs the docker client; the container's output must keep the protocol, and standard error be silent.</summary>
    public async Task<ConnectorOutput> DockerAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await ShellAsync(null, arguments);
        return Parse(exitCode, output, errors);
    }

    /// <summary>Takes an output apart; it must keep the protocol, and standard error be silent.</summary>
    public static ConnectorOutput Parse(int exitCode, string output, string errors = "")
    {
        Assert.Equal("", errors);
        return new ConnectorOutput(exitCode, Encoding.UTF8.GetBytes(output), errors);
    }

    /// <summary>Starts the docker client; the process belongs to the caller.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("docker", arguments is ["run", .. var rest] ? ["run", "--network", "host", .. rest] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

    /// <summary>A configured catalog of the discovered streams, each written by the caller's own way.</summary>
    public static string Catalog(ConnectorOutput discovered, Func<JsonObject, JsonObject> configure) =>
        new JsonObject { ["streams"] = new JsonArray([.. discovered.Streams.Select(stream => (JsonNode)configure(stream.DeepClone().AsObject()))]) }.ToJsonString();

    /// <summary>The last state of each stream.</summary>
    public static IReadOnlyList<JsonObject> States(ConnectorOutput output) => [.. JsonNode.Parse(output.StateFile())!.AsArray().Select(state => state!.AsObject())];

    /// <summary>The first read has everything, and the second, which goes on from its states, repeats the lookback and nothing else.</summary>
    public void AssertReadAndResumed(ConnectorOutput first, ConnectorOutput second)
    {
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);
        var union = new Union();
        Assert.Equal(0, union.Add(first));
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of([.. _server.World.Pages.All.Select(page => page.Id)], "day", First, Last)));
        Assert.Equal(Pages, first.Records.Count(record => record.Stream == "pages"));
        Assert.Equal(Pages * Lookback * ExpectedInsights.DefaultMetrics.Count, second.Records.Count(record => record.IsInsights));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static void SetMode(string path, string mode) => File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
}
