using System.Text.Json.Nodes;
using TestKit;

namespace Bench.Running;

/// <summary>The input files of a command, in a folder that is removed at the end.</summary>
internal sealed class Inputs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-");

    /// <summary>The arguments of <c>check</c>.</summary>
    public IReadOnlyList<string> Check(ConfigBuilder config) => ["check", "--config", File("config.json", config.ToString())];

    /// <summary>The arguments of <c>discover</c>.</summary>
    public IReadOnlyList<string> Discover(ConfigBuilder config) => ["discover", "--config", File("config.json", config.ToString())];

    /// <summary>The arguments of <c>read</c>, incremental and from the start unless a state is given.</summary>
    public IReadOnlyList<string> Read(ConfigBuilder config, IEnumerable<string> streams, string? state = null) =>
    [
        "read",
        "--config", File("config.json", config.ToString()),
        "--catalog", File("catalog.json", CatalogBuilder.Incremental([.. streams])),
        .. state is null ? Array.Empty<string>() : ["--state", File("state.json", state)],
    ];

    /// <summary>A configuration for a simulator.</summary>
    public static ConfigBuilder Config(SimulatorProcess simulator, params (string Key, JsonNode Value)[] settings) =>
        settings.Aggregate(new ConfigBuilder(simulator.Url, simulator.Token), (config, setting) => config.With(setting.Key, setting.Value));

    /// <summary>The insights streams of all Pages.</summary>
    public static IEnumerable<string> Streams(SimulatorProcess simulator) => simulator.PageIds.Select(id => "page_insights_" + id);

    /// <summary>Writes a file.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
