using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Metrics;

/// <summary>A metric that the streams read.</summary>
/// <param name="Name">The name that records carry.</param>
/// <param name="RequestName">The name to send as <c>metric</c>.</param>
/// <param name="Breakdown">The <c>breakdown</c> parameter, which needs a request of its own; or null.</param>
/// <param name="Group">The registry's group, or <see cref="MetricGroup.Custom"/>.</param>
/// <param name="Definition">What the registry knows, or null for a custom metric.</param>
internal sealed record SelectedMetric(string Name, string RequestName, string? Breakdown, string Group, MetricDefinition? Definition)
{
    /// <summary>Whether the metric must be asked for apart from the others, because without a special right it fails the whole request.</summary>
    public bool NeedsRight => Definition is { NeedsRight: true };

    /// <summary>The form that the registry expects of the values; null for a metric that it does not know.</summary>
    public ValueForm? ExpectedForm => Definition?.Kind switch
    {
        null => null,
        MetricKind.Integer or MetricKind.Number => ValueForm.Number,
        MetricKind.List => ValueForm.List,
        _ => ValueForm.Map,
    };

    /// <summary>The keys that a map of this metric may have; empty when any may.</summary>
    public IReadOnlyList<string> KnownKeys => Definition?.Keys ?? [];

    /// <summary>Whether the metric has values for a period. What is not known is tried.</summary>
    public bool Covers(InsightsPeriod period) =>
        Definition is null || Definition.Periods.Count == 0 || Definition.Periods.Contains(period.Name());

    /// <summary>A metric of the registry.</summary>
    public static SelectedMetric Known(MetricDefinition definition) =>
        new(definition.Name, definition.RequestName, definition.Breakdown, definition.Group, definition);

    /// <summary>A metric that the registry does not know.</summary>
    public static SelectedMetric Unknown(string name) => new(name, name, null, MetricGroup.Custom, null);
}
