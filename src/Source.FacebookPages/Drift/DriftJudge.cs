using System.Globalization;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Drift;

/// <summary>
/// Tells what has changed between what is remembered and what a run has seen. A pure function. Values that are not as the schema has them are told in every run that sees them, with the day of the first; what changes from one
/// run to the next (a metric goes silent or is refused, another version answers) in the run that notices.
/// </summary>
/// <param name="registry">What is known of metrics.</param>
/// <param name="today">The day of the run.</param>
internal sealed class DriftJudge(MetricRegistry registry, DateOnly today)
{
    private const int MostPages = 5;

    /// <summary>The changes, in the order of their kinds.</summary>
    /// <param name="before">What is remembered.</param>
    /// <param name="seen">What the run has seen.</param>
    /// <param name="version">The version that was asked for and the one that answered; null when none did.</param>
    public IReadOnlyList<DriftEvent> Judge(Observations before, Sightings seen, (string Asked, string Served)? version) =>
    [
        .. Deviations(before, seen).OrderBy(drift => drift.Kind).ThenBy(drift => drift.What, StringComparer.Ordinal),
        .. Transitions(before.Metrics, seen).OrderBy(drift => drift.Kind).ThenBy(drift => drift.What, StringComparer.Ordinal),
        .. VersionChange(before.Version, version),
    ];

    /// <summary>What is remembered after the run.</summary>
    /// <param name="before">What was.</param>
    /// <param name="seen">What the run has seen.</param>
    /// <param name="version">The version that was asked for and the one that answered; null when none did.</param>
    /// <param name="drifts">What has changed, from the beginning of the run to its end.</param>
    /// <param name="runId">The run.</param>
    public Observations Remember(Observations before, Sightings seen, (string Asked, string Served)? version, IEnumerable<DriftEvent> drifts, string runId)
    {
        var deviations = before.Deviations.ToDictionary();
        foreach (var (deviation, _) in seen.Deviations)
        {
            deviations.TryAdd((deviation.Kind, deviation.What), today);
        }

        var forms = before.Forms.ToDictionary(StringComparer.Ordinal);
        foreach (var (metric, form) in seen.Forms)
        {
            forms.TryAdd(metric, form);
        }

        foreach (var (metric, form) in ChangedForms(before, seen))
        {
            deviations.TryAdd((DriftKind.ValueForm, metric), today);
        }

        var recorded = drifts.Where(drift => drift.IsNew).Select(drift => new Observations.RecordedDrift(drift.Since, runId, DriftEvent.NameOf(drift.Kind), drift.What, drift.Message));
        return before with
        {
            Version = version is var (asked, served) && (before.Version?.Asked != asked || before.Version.Served != served) ? new(asked, served, today) : before.Version,
            Metrics = before.Metrics.After(seen.Findings, today),
            Forms = forms,
            Deviations = deviations,
            History = [.. before.History.Concat(recorded).TakeLast(Observations.MostHistory)],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> ChangedForms(Observations before, Sightings seen) =>
        seen.Forms.Where(form => before.Forms.TryGetValue(form.Key, out var was) && was != form.Value);

    private IEnumerable<DriftEvent> Deviations(Observations before, Sightings seen)
    {
        // Two forms of one metric, or two unknown types of a field, are one change.
        foreach (var same in seen.Deviations.GroupBy(one => (one.Deviation.Kind, one.Deviation.What)))
        {
            var details = string.Join(", ", same.Select(one => one.Deviation.Detail).Order(StringComparer.Ordinal));
            yield return Deviation(before, same.Key.Kind, same.Key.What, details, Pages([.. same.SelectMany(one => one.PageIds)]));
        }

        foreach (var (metric, form) in ChangedForms(before, seen))
        {
            yield return Deviation(before, DriftKind.ValueForm, metric, $"{form} instead of {before.Forms[metric]}", "");
        }
    }

    private DriftEvent Deviation(Observations before, DriftKind kind, string what, string details, string where)
    {
        var isKnown = before.Deviations.TryGetValue((kind, what), out var first);
        var since = isKnown ? first : today;
        var (subject, consequence) = kind switch
        {
            DriftKind.UnknownKey => ($"The breakdown of {what.Split(' ')[0]} has the key {details}, which is not known", "Its values are in the record all the same; whoever unpacks breakdown has to learn the key."),
            DriftKind.ValueForm => ($"Values of the metric {what} have another form: {details}", "Maps are in the column breakdown and numbers in value, so look for the metric there."),
            _ => ($"The field {what.Split(' ')[^1]} of {what.Split(' ')[0]} has another type: {details}", "Where the value does not fit its column, the column is null and the record's meta.changes has the value."),
        };
        return new DriftEvent(kind, what, $"{subject}{where}, since {Since(since, isKnown)}. {consequence}", since) { IsNew = !isKnown };
    }

    private IEnumerable<DriftEvent> Transitions(MetricMemory before, Sightings seen)
    {
        var changed = seen.Findings
            .Select(found => (found.PageId, found.Metric, found.Finding, Before: before.Find(found.Metric, found.PageId)))
            .Where(found => found.Before is { } entry && entry.Status != found.Finding.Status)
            .Select(found => (found.PageId, found.Metric, found.Finding, Before: found.Before!.Value, Kind: KindOf(found.Before.Value.Status, found.Finding.Status)))
            .Where(found => found.Kind is not null);
        foreach (var same in changed.GroupBy(found => (found.Kind, found.Metric)))
        {
            var first = same.First();
            var pages = Pages([.. same.Select(found => found.PageId)]);
            var was = $"it had {(same.Key.Kind == DriftKind.MetricSilent ? "values" : "been taken")} since {ObservationsWriter.Day(same.Min(found => found.Before.Since))} at the latest";
            var message = same.Key.Kind == DriftKind.MetricSilent
                ? $"The metric {same.Key.Metric} went silent{pages}, since {Since(today, isKnown: false)}: {was}, and other metrics of the Page still have values. {Remedy(same.Key.Metric.Metric)}"
                : $"Facebook refuses the metric {same.Key.Metric}{pages}, since {Since(today, isKnown: false)}: {was}. {Words(first.Finding)}{Remedy(same.Key.Metric.Metric)}";
            yield return new DriftEvent(same.Key.Kind!.Value, same.Key.Metric.ToString(), message, today);
        }
    }

    private static DriftKind? KindOf(MetricStatus before, MetricStatus now) =>
        before == MetricStatus.Delivered && now == MetricStatus.Empty ? DriftKind.MetricSilent
        : MetricFinding.IsTaken(before) && !MetricFinding.IsTaken(now) ? DriftKind.MetricRefused
        : null;

    // The user's own change of api_version is none of Facebook's.
    private IEnumerable<DriftEvent> VersionChange(Observations.ServedVersion? before, (string Asked, string Served)? version)
    {
        if (before is not null && version is var (asked, served) && before.Asked == asked && before.Served != served)
        {
            yield return new DriftEvent(
                DriftKind.ApiVersion,
                "api_version",
                $"Graph API version {asked} is asked for, and {served} answers since {Since(today, isKnown: false)}; it was {before.Served} since {ObservationsWriter.Day(before.Since)} at the latest. "
                + "Metrics and fields may have changed with it; set api_version to a version that is served.",
                today);
        }
    }

    private string Remedy(string metric)
    {
        var definition = registry.Find(metric);
        return definition is { IsDead: true } ? MetricRemarks.OfDead(definition, today)
            : $"Look at Facebook's changelog for a successor, and take {metric} out with exclude_metrics when it stays away.";
    }

    private static string Words(MetricFinding finding) =>
        finding.Error is { } error ? string.Create(CultureInfo.InvariantCulture, $"Facebook says: {error.Message} (code {error.Code}). ") : "";

    private static string Since(DateOnly day, bool isKnown) => isKnown ? ObservationsWriter.Day(day) : $"this run ({ObservationsWriter.Day(day)})";

    private static string Pages(IReadOnlyCollection<string> pageIds)
    {
        var ids = pageIds.Distinct(StringComparer.Ordinal).Order(PageIdOrder.Instance).ToList();
        var more = ids.Count > MostPages ? $" and {ids.Count - MostPages} more" : "";
        return ids.Count == 0 ? "" : $" at Page {string.Join(", ", ids.Take(MostPages))}{more}";
    }
}
