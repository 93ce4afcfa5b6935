using System.Collections.Immutable;

namespace GraphSimulator.Insights;

/// <summary>What is different about single metrics in this world: refused, allowed, or silently left out.</summary>
public sealed class MetricRules
{
    private ImmutableList<MetricRule> _rules = [];

    public void Add(MetricRule rule) => ImmutableInterlocked.Update(ref _rules, list => list.Add(rule));

    public void Clear() => ImmutableInterlocked.Update(ref _rules, _ => []);

    /// <summary>Graph refuses the metric, on one Page or (null) on all, from an instant on or at once.</summary>
    public void Refuse(string metric, string? pageId = null, DateTimeOffset? from = null)
        => Add(new MetricRule(metric, MetricVerdict.Refused) { PageId = pageId, From = from });

    /// <summary>Graph answers the metric, whatever its removal date says; a name nobody knows becomes a count.</summary>
    public void Allow(string metric, string? pageId = null) => Add(new MetricRule(metric, MetricVerdict.Answered) { PageId = pageId });

    /// <summary>Graph takes the metric and silently leaves it out of the answer.</summary>
    public void LeaveOut(string metric, string? pageId = null, DateTimeOffset? from = null)
        => Add(new MetricRule(metric, MetricVerdict.LeftOut) { PageId = pageId, From = from });

    /// <summary>The last rule that applies wins.</summary>
    internal MetricVerdict? VerdictOn(string metric, string pageId, int pageCall, DateTimeOffset now)
    {
        MetricVerdict? verdict = null;
        foreach (var rule in Volatile.Read(ref _rules))
        {
            verdict = rule.AppliesTo(metric, pageId, pageCall, now) ? rule.Verdict : verdict;
        }

        return verdict;
    }
}

/// <summary>What happens to a metric.</summary>
public enum MetricVerdict
{
    Answered,
    LeftOut,
    Refused,
}

/// <summary>One such rule.</summary>
public sealed record MetricRule(string Metric, MetricVerdict Verdict)
{
    public string? PageId { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>The first call about the Page to which the rule applies.</summary>
    public int FromPageCall { get; init; }

    internal bool AppliesTo(string metric, string pageId, int pageCall, DateTimeOffset now)
        => Metric == metric && (PageId is null || PageId == pageId) && (From is not { } from || now >= from) && pageCall >= FromPageCall;
}
