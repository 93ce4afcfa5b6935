using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Story;

/// <summary>Metrics for stories.</summary>
internal static class Metric
{
    public static SelectedMetric Live(string name) => SelectedMetric.Known(Definition(name));

    public static SelectedMetric Custom(string name) => SelectedMetric.Unknown(name);

    public static SelectedMetric Dead(string name, string since) => SelectedMetric.Known(Definition(name) with { DeadSince = since });

    public static SelectedMetric Gated(string name) => SelectedMetric.Known(Definition(name) with { Group = MetricGroup.Monetization, NeedsRight = true });

    public static SelectedMetric BrokenDown(string metric, string breakdown) =>
        SelectedMetric.Known(Definition($"{metric}_by_{breakdown}") with { Metric = metric, Breakdown = breakdown, Group = MetricGroup.MediaView });

    /// <summary>m00, m01 …</summary>
    public static IReadOnlyList<SelectedMetric> Many(int count) => [.. Enumerable.Range(0, count).Select(number => Live(Name(number)))];

    public static string Name(int number) => $"m{number:00}";

    private static MetricDefinition Definition(string name) => new()
    {
        Name = name,
        Group = MetricGroup.Engagement,
        Periods = ["day", "week", "days_28"],
        Kind = MetricKind.Integer,
        Aggregation = MetricAggregation.Additive,
        Unit = "count",
        Description = "Made up.",
        Source = "a story",
    };
}
