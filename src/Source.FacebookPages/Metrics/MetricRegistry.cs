using System.Text.Json;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Metrics;

/// <summary>What is known of the insights metrics of Pages, dead ones included. Immutable.</summary>
internal sealed class MetricRegistry
{
    private readonly Dictionary<string, MetricDefinition> _byName;

    /// <summary>A registry of these metrics, in this order.</summary>
    public MetricRegistry(IReadOnlyList<MetricDefinition> metrics)
    {
        All = metrics;
        _byName = metrics.ToDictionary(metric => metric.Name, StringComparer.Ordinal);
    }

    /// <summary>All metrics, in the order of the file.</summary>
    public IReadOnlyList<MetricDefinition> All { get; }

    /// <summary>Reads the registry that is built into the executable. Costs a few milliseconds, so only the commands that need it do.</summary>
    public static MetricRegistry Load()
    {
        using var stream = typeof(MetricRegistry).Assembly.GetManifestResourceStream("metrics.json")
            ?? throw new InvalidOperationException("metrics.json is not embedded in the executable.");
        return new MetricRegistry(JsonSerializer.Deserialize(stream, MetricJsonContext.Default.IReadOnlyListMetricDefinition)!);
    }

    /// <summary>The metric of that name, or null.</summary>
    public MetricDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The known name, a live one if possible, that a mistyped one was probably meant to be; or null.</summary>
    public string? Suggest(string name) =>
        Spelling.Closest(name, All.Where(metric => !metric.IsDead).Concat(All.Where(metric => metric.IsDead)).Select(metric => metric.Name));
}
