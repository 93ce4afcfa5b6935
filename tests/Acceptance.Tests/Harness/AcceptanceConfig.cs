using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary><c>acceptance-test-config.yml</c>: what is to be tested, with which files. Paths in it are relative to the repository's root.</summary>
internal sealed class AcceptanceConfig
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "acceptance-test-config.yml";

    private static readonly Lazy<AcceptanceConfig> OfRepository = new(() => new AcceptanceConfig(Yaml.Load(Path.Combine(PublishedConnector.RepositoryRoot(), FileName))));

    public AcceptanceConfig(JsonObject root) => Root = root;

    /// <summary>The repository's own.</summary>
    public static AcceptanceConfig Repository => OfRepository.Value;

    /// <summary>The whole of it.</summary>
    public JsonObject Root { get; }

    /// <summary>The items of a group of tests.</summary>
    public IReadOnlyList<JsonObject> Tests(string group) => [.. Root["acceptance_tests"]![group]!["tests"]!.AsArray().Select(item => item!.AsObject())];

    /// <summary>The only item of a group.</summary>
    public JsonObject Test(string group) => Tests(group).Single();

    /// <summary>The configurations with the status that check is to give; null: none is declared.</summary>
    public IReadOnlyDictionary<string, string?> Scenarios()
    {
        var scenarios = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in new[] { "spec", "connection", "basic_read" }.SelectMany(Tests))
        {
            var path = item["config_path"]!.GetValue<string>();
            var status = item["status"]?.GetValue<string>();
            scenarios[path] = scenarios.GetValueOrDefault(path) is { } known && status is not null && known != status
                ? throw new FormatException($"{path} is to give {known} and {status}.")
                : status ?? scenarios.GetValueOrDefault(path);
        }

        return scenarios;
    }

    /// <summary>The content of a file that the configuration names.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(PublishedConnector.RepositoryRoot(), path));
}
