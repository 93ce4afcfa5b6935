using System.Text;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Metrics;

/// <summary>Writes docs/metrics.md from the registry.</summary>
internal static class MetricsDocument
{
    private const string Introduction = """
        # Metrics

        What this connector knows of the insights metrics of Pages. This file is made from `src/Source.FacebookPages/Metrics/metrics.json`; a test
        holds the two against each other, and rewrites this file when the environment variable `UPDATE_SNAPSHOTS` is `1`.

        - **Without any choice** the live metrics of all groups but `monetization` and `ad_breaks` are read. `metric_groups` chooses groups, `metrics` names
          further metrics, `exclude_metrics` takes some away.
        - **A dead metric** is still asked for when `metrics` names it. Facebook refuses it, which costs a few requests; the log says so.
        - **A metric that is not listed here** may be named too. It is asked for as it is and carries the metric group `custom`.
        - **Days may be summed** for an additive metric only. A unique metric counts each person once a period and is estimated; of a snapshot only the last day
          counts; an average is neither.
        - **A map** is found in the record's field `breakdown`, and so is money that comes with its currency; every other value in `value`.
        - Metrics whose names begin with `post_` belong to posts: Facebook accepts them for a Page and answers nothing.


        """;

    /// <summary>The whole document.</summary>
    public static string Write(MetricRegistry registry)
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var group in MetricGroup.Configurable)
        {
            var right = MetricGroup.Default.Contains(group) ? "" : "These metrics need access to the monetization insights of the Page; without it they are refused.\n\n";
            text.Append($"## {group}\n\n{right}| metric | periods | value | over days | what is measured |\n|---|---|---|---|---|\n");
            foreach (var metric in registry.All.Where(metric => metric.Group == group && !metric.IsDead))
            {
                text.Append($"| `{metric.Name}` | {string.Join(", ", metric.Periods)} | {Value(metric)} | {Name(metric.Aggregation)} | {Measured(metric)} |\n");
            }

            text.Append('\n');
        }

        text.Append("## Dead metrics\n");
        foreach (var wave in registry.All.Where(metric => metric.IsDead).GroupBy(metric => metric.DeadSince).OrderByDescending(wave => wave.First().DeadDate).ThenBy(wave => wave.Key, StringComparer.Ordinal))
        {
            text.Append($"\n### Dead since {wave.Key}\n\n| metric | successor | what was measured |\n|---|---|---|\n");
            foreach (var metric in wave)
            {
                text.Append($"| `{metric.Name}` | {Successor(metric)} | {Cell(metric.Description)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Value(MetricDefinition metric)
    {
        var keys = string.Join(", ", metric.Keys.Select(key => $"`{key}`"));
        var note = metric.KeysNote is null ? keys : keys.Length == 0 ? metric.KeysNote : $"{keys}; {metric.KeysNote}";
        var unit = metric.Unit is "count" or "none" ? "" : $", {metric.Unit}";
        return Cell($"{Name(metric.Kind)}{unit}{(note.Length == 0 ? "" : $" ({note})")}");
    }

    private static string Measured(MetricDefinition metric) =>
        Cell(metric.Description) + (metric.OnRequest ? $" Only read when named, because it takes a request of its own: `{metric.Metric}` with the breakdown `{metric.Breakdown}`." : "");

    private static string Successor(MetricDefinition metric)
    {
        var names = metric.Successors.Count == 0 ? "none" : string.Join(", ", metric.Successors.Select(name => $"`{name}`"));
        return metric.SuccessorNote is null ? names : $"{names} ({metric.SuccessorNote})";
    }

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
