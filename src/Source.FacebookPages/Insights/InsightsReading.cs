using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Insights;

/// <summary>
/// The reading of one Page and period from the state it begins with to the one it ends with: says what to read, and takes what was read. Knows no calls and no clock.
/// </summary>
/// <param name="given">The state to go on from; null for none.</param>
/// <param name="metrics">The metrics wanted.</param>
/// <param name="range">The days wanted.</param>
/// <param name="lookbackDays">How many days up to the last covered one to read again.</param>
/// <param name="windowDays">The longest slice, in days.</param>
internal sealed class InsightsReading(PageProgress? given, IReadOnlyList<SelectedMetric> metrics, ReadRange range, int lookbackDays, int windowDays)
{
    // Silence that is too young to be believed was met by a clock that was ahead: what it saw was the future, not silence.
    private readonly Coverage _silentBefore = given is null || given.Silence.NewestDay > InsightsProgress.LastBelieved(range.LastComplete) ? Coverage.None : given.Silence;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private Coverage _coverage = given?.Coverage ?? Coverage.None;
    private Coverage? _silence;

    private Coverage Silence => _silence ?? _silentBefore;

    /// <summary>What to read; nothing when the state lies in the future.</summary>
    public IReadOnlyList<Slice> Plan() => given is not null && range.IsFuture(given.EndTime)
        ? []
        : ReadPlan.For(_coverage, metrics, range, lookbackDays, windowDays, _silentBefore);

    /// <summary>
    /// What to read once the plan was: the days that were not asked for because the Page had been silent about them, if it has delivered something newer. So the silence was not the
    /// whole truth.
    /// </summary>
    public IReadOnlyList<Slice> PlanBrokenSilence()
    {
        if (_silentBefore.NewestDay is not { } lastSilent || _coverage.NewestDay is not { } newest || newest <= given!.Coverage.NewestDay)
        {
            return [];
        }

        List<SelectedMetric> silenced = [.. metrics.Where(metric => _silentBefore.Of(metric.Name).Latest is not null && !_refused.Contains(metric.Name))];
        var end = new[] { newest, lastSilent, range.End }.Min();
        return ReadPlan.For(_coverage, silenced, range with { End = end }, lookbackDays: 0, windowDays);
    }

    /// <summary>Takes a slice that was read. Answers the progress made, to be kept as state.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="newestWhenAsked">The last day for which the Page had delivered anything in this run when a metric was asked for last; null for none.</param>
    /// <param name="isRefused">Whether Facebook has refused a metric in this run.</param>
    public PageProgress Take(Slice slice, Func<SelectedMetric, DateOnly?> newestWhenAsked, Func<SelectedMetric, bool> isRefused)
    {
        _refused.UnionWith(metrics.Where(isRefused).Select(metric => metric.Name));
        // Days in the future, which a clock that ran ahead has left, were never delivered.
        var before = _coverage.NewestDay <= range.LastComplete ? _coverage.NewestDay : null;
        foreach (var alike in slice.Metrics.Where(metric => !_refused.Contains(metric.Name)).GroupBy(metric => Later(before, newestWhenAsked(metric))))
        {
            List<string> names = [.. alike.Select(metric => metric.Name)];
            _coverage = InsightsProgress.Covered(_coverage, slice, names, alike.Key);
            _silence = InsightsProgress.Silent(Silence, slice, names, alike.Key, range.LastComplete);
        }

        var cursor = InsightsProgress.Cursor(_coverage, metrics.Where(metric => !_refused.Contains(metric.Name) && !IsDoubtful(metric)), range.Start);
        return new PageProgress(_coverage, cursor) { Silence = Silence };
    }

    // A dead or unknown metric that has never delivered is most likely refused, which shows only when it is asked for, after the others: it must not draw the cursor back until then.
    private bool IsDoubtful(SelectedMetric metric) =>
        metric.Definition is null or { IsDead: true } && _coverage.Of(metric.Name).Latest is null;

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;
}
