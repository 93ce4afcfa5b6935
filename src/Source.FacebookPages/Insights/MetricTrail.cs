using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Insights;

/// <summary>What the calls for one Page and period have shown of each metric, and what that says of it. Knows no calls and no clock.</summary>
/// <param name="lastComplete">The last day that has fully passed.</param>
internal sealed class MetricTrail(DateOnly lastComplete)
{
    // Facebook delivers a day some hours after it has ended, and some metrics later than others; so few days may well be without values.
    private const int FewestDays = 3;

    // A metric whose last value is so much older than the newest of the Page has stopped.
    private const int RecentDays = 7;

    private readonly Dictionary<string, Steps> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphError> _refusals = new(StringComparer.Ordinal);
    private DateOnly? _newest;

    /// <summary>A call for these metrics over these days was answered.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="window">The days.</param>
    /// <param name="newest">The last day with a value, for each metric that has any.</param>
    /// <param name="error">What Facebook said in place of values, or null.</param>
    public void Answered(IReadOnlyList<SelectedMetric> metrics, DateWindow window, IReadOnlyDictionary<SelectedMetric, DateOnly> newest, GraphError? error = null)
    {
        foreach (var metric in metrics)
        {
            var steps = _steps.GetValueOrDefault(metric.Name);
            DateOnly? day = newest.TryGetValue(metric, out var last) ? last : null;
            _steps[metric.Name] = new Steps(steps.Days + window.Days, Later(steps.Last, window.Last), Later(steps.Newest, day), error ?? steps.Error);
            _newest = Later(_newest, day);
        }
    }

    /// <summary>Facebook refuses these metrics.</summary>
    public void Refused(IEnumerable<SelectedMetric> metrics, GraphError error)
    {
        foreach (var metric in metrics)
        {
            _refusals[metric.Name] = error;
        }
    }

    /// <summary>What became of the metric; null when too little was asked to tell, or only of days long past.</summary>
    public MetricFinding? FindingOf(SelectedMetric metric)
    {
        if (_refusals.TryGetValue(metric.Name, out var error))
        {
            return OfRefusal(metric, error);
        }

        if (!_steps.TryGetValue(metric.Name, out var steps))
        {
            return null;
        }

        if (steps.Newest is { } newest && newest >= _newest!.Value.AddDays(-RecentDays) && steps.Last >= lastComplete.AddDays(-RecentDays))
        {
            return MetricFinding.Delivered;
        }

        return steps.Days < FewestDays || steps.Last < lastComplete.AddDays(-RecentDays) ? null
            : steps.Error is null && _newest is not null ? MetricFinding.Empty
            : new MetricFinding(MetricStatus.Empty, steps.Error) { IsOfSilentPage = _newest is null };
    }

    /// <summary>Tells what became of each of these metrics, as far as that is known.</summary>
    public void TellTo(Sightings sightings, IEnumerable<SelectedMetric> metrics, string period, string pageId)
    {
        foreach (var metric in metrics)
        {
            if (FindingOf(metric) is { } finding)
            {
                sightings.Found(new MetricKey(metric.Name, period), pageId, finding);
            }
        }
    }

    /// <summary>What a refusal says of a metric.</summary>
    public static MetricFinding OfRefusal(SelectedMetric metric, GraphError? error) => new(
        metric.NeedsRight ? MetricStatus.NeedsRight
        : metric.Definition is { IsDead: true } ? MetricStatus.Dead
        : MetricStatus.Refused,
        error);

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;

    private readonly record struct Steps(int Days, DateOnly? Last, DateOnly? Newest, GraphError? Error);
}
