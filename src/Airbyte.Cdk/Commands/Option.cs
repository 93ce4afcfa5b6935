namespace Airbyte.Cdk;

/// <summary>An option of the command line.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Placeholder">What stands for its value in the usage; null for an option without a value.</param>
/// <param name="Required">Whether the command cannot do without.</param>
/// <param name="Description">For the usage; null for one that is accepted and ignored, and not mentioned.</param>
public sealed record Option(string Name, string? Placeholder, bool Required, string? Description)
{
    internal static Option Help { get; } = new("--help", null, Required: false, "Show this text.");

    internal static Option Debug { get; } = new("--debug", null, Required: false, "Log more.");

    internal static Option Config { get; } = new("--config", "PATH", Required: true, "The configuration, a JSON file.");

    internal static Option Catalog { get; } = new("--catalog", "PATH", Required: true, "The configured catalog, a JSON file.");

    internal static Option State { get; } = new("--state", "PATH", Required: false, "The state of the last read, a JSON file.");

    /// <summary>Passed by tools that also run low-code connectors; without meaning here.</summary>
    internal static Option ManifestPath { get; } = new("--manifest-path", "PATH", Required: false, Description: null);

    /// <summary>Passed by tools that also run low-code connectors; without meaning here.</summary>
    internal static Option ComponentsPath { get; } = new("--components-path", "PATH", Required: false, Description: null);
}
