using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Metrics;

/// <summary>The sentences that tell the user what is unusual about a choice of metrics; null where nothing is.</summary>
internal static class MetricRemarks
{
    /// <summary>Of a metric that the configuration names.</summary>
    public static string? OfNamed(MetricRegistry registry, string name, DateOnly today)
    {
        if (registry.Find(name) is { } known)
        {
            return known.IsDead ? OfDead(known, today) : null;
        }

        if (name.StartsWith("post_", StringComparison.Ordinal))
        {
            return $"The metric {name} belongs to posts, not to Pages: Facebook accepts it for a Page and answers nothing. It is asked for because metrics names it.";
        }

        var suggestion = registry.Suggest(name) is { } close ? $" Did you mean {close}?" : "";
        return $"The metric {name} is not known to this connector and is asked for as it is, in the group {MetricGroup.Custom}.{suggestion}";
    }

    /// <summary>Since when a metric is dead and what to use instead; also for the moment when Facebook refuses it.</summary>
    public static string OfDead(MetricDefinition metric, DateOnly today)
    {
        var removal = metric.DeadDate is { } date && date > today
            ? $"will be removed by Facebook on {metric.DeadSince}"
            : $"has been dead since {metric.DeadSince} and is most likely refused";
        var note = metric.SuccessorNote is null ? "" : $" ({metric.SuccessorNote})";
        var successor = metric.Successors.Count == 0
            ? $"Nothing takes its place{note}."
            : $"Use {string.Join(" or ", metric.Successors)} instead{note}.";
        return $"The metric {metric.Name} {removal}. {successor}";
    }

    /// <summary>Of a metric that the configuration excludes.</summary>
    public static string? OfExcluded(MetricRegistry registry, string name, IReadOnlyList<string> named, IReadOnlyList<SelectedMetric> wanted)
    {
        if (named.Contains(name))
        {
            return $"The metric {name} is named under both metrics and exclude_metrics; it is left out.";
        }

        if (wanted.Any(metric => metric.Name == name))
        {
            return null;
        }

        var suggestion = registry.Find(name) is null && registry.Suggest(name) is { } close ? $" Did you mean {close}?" : "";
        return $"exclude_metrics names {name}, which would not have been asked for anyway.{suggestion}";
    }

    /// <summary>Of a period for which some or all of the metrics have no values.</summary>
    public static string? OfPeriod(InsightsPeriod period, IReadOnlyList<SelectedMetric> selected)
    {
        if (!selected.Any(metric => metric.Covers(period)))
        {
            return $"No metric is left to ask for in the period {period.Name()}: its streams will be empty.";
        }

        var missing = selected.Where(metric => !metric.Covers(period)).Select(metric => metric.Name).ToList();
        return missing.Count == 0 ? null : $"Facebook has no values of the period {period.Name()} for {string.Join(", ", missing)}; its streams do without.";
    }
}
