using System.Text.Json;
using Facebook.Graph;

namespace Source.FacebookPages.Drift;

/// <summary>What was found out about a metric of a Page and period.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Error">What Facebook said, or null when it said nothing.</param>
internal sealed record MetricFinding(MetricStatus Status, GraphError? Error = null)
{
    /// <summary>Whether the Page has no values at all in these days, so that it is the Page that is silent and not the metric.</summary>
    /// <value>Default: no.</value>
    public bool IsOfSilentPage { get; init; }

    /// <summary>There are values.</summary>
    public static MetricFinding Delivered { get; } = new(MetricStatus.Delivered);

    /// <summary>There are none, without a word.</summary>
    public static MetricFinding Empty { get; } = new(MetricStatus.Empty);

    /// <summary>Whether Facebook takes the metric.</summary>
    public static bool IsTaken(MetricStatus status) => status is MetricStatus.Delivered or MetricStatus.Empty;

    /// <summary>The word, as records and the registry have it.</summary>
    public static string NameOf(MetricStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
