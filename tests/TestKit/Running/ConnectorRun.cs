using System.Text;
using Airbyte.Cdk;
using GraphSimulator;
using Source.FacebookPages;
using Source.FacebookPages.Storage;

namespace TestKit;

/// <summary>
/// Runs a command within the test's own process, with files in memory and a clock of the test's choice. After each run, standard output and standard error are searched
/// for every secret that the simulated world knows.
/// </summary>
public sealed class ConnectorRun(SimulatedWorld world, TimeProvider clock)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>The secrets that the run can read.</summary>
    internal GivenSecrets Secrets { get; } = new();

    /// <summary>Opens stores; those of this machine, unless changed.</summary>
    internal Func<StorageAddress, IObjectStore> OpenStore { get; set; } = address => new FileStore(address, clock);

    /// <summary>Sets an environment variable for the run.</summary>
    public ConnectorRun WithVariable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Runs <c>spec</c>.</summary>
    public Task<ConnectorOutput> SpecAsync() => RunAsync(["spec"]);

    /// <summary>Runs <c>check</c>.</summary>
    public Task<ConnectorOutput> CheckAsync(string config) => RunAsync(["check", "--config", File("config.json", config)]);

    /// <summary>Runs <c>discover</c>.</summary>
    public Task<ConnectorOutput> DiscoverAsync(string config) => RunAsync(["discover", "--config", File("config.json", config)]);

    /// <summary>Runs <c>read</c>.</summary>
    public Task<ConnectorOutput> ReadAsync(string config, string catalog, string? state = null, Stream? output = null, IStopSignal? signal = null)
    {
        List<string> arguments = ["read", "--config", File("config.json", config), "--catalog", File("catalog.json", catalog)];
        if (state is not null)
        {
            arguments.AddRange(["--state", File("state.json", state)]);
        }

        return RunAsync([.. arguments], output, signal);
    }

    /// <summary>Runs a command of the protocol with these arguments.</summary>
    public async Task<ConnectorOutput> RunAsync(string[] arguments, Stream? output = null, IStopSignal? signal = null)
    {
        using var standardOutput = new MemoryStream();
        var (exitCode, text) = await RunAsync(arguments, output ?? standardOutput, standardOutput, signal);
        return new ConnectorOutput(exitCode, standardOutput.ToArray(), text);
    }

    /// <summary>Runs a command for unattended use with these arguments.</summary>
    public async Task<CommandOutcome> RunUnattendedAsync(string[] arguments, IStopSignal? signal = null)
    {
        using var standardOutput = new MemoryStream();
        var (exitCode, text) = await RunAsync(arguments, standardOutput, standardOutput, signal);
        return new CommandOutcome(exitCode, Encoding.UTF8.GetString(standardOutput.ToArray()), text);
    }

    /// <summary>Puts a file where the command finds it.</summary>
    public string File(string path, string content)
    {
        _files[path] = Encoding.UTF8.GetBytes(content);
        return path;
    }

    private async Task<(int ExitCode, string StandardError)> RunAsync(string[] arguments, Stream output, MemoryStream standardOutput, IStopSignal? signal)
    {
        using var standardError = new MemoryStream();
        var exitCode = await ConnectorHost.RunAsync(new FacebookPagesSource(new Surroundings(OpenStore, Secrets)), arguments, new HostEnvironment
        {
            Output = output,
            Error = standardError,
            // A check is bounded in time as a whole; at a hundred times the speed a busy machine would meet the bound.
            Time = arguments is ["check", ..] && clock is FastClock ? new FastClock(clock.GetUtcNow(), speed: 1) : clock,
            Variable = name => _variables.GetValueOrDefault(name),
            ReadFile = path => _files.TryGetValue(path, out var content) ? content : throw new FileNotFoundException($"Could not find file '{path}'.", path),
            ReaderIsGone = () => false,
            Signal = signal,
        });
        var text = Encoding.UTF8.GetString(standardError.ToArray());
        SecretScan.Check(world, Encoding.UTF8.GetString(standardOutput.ToArray()) + text);
        return (exitCode, text);
    }
}
