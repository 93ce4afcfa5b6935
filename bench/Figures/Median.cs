namespace Bench.Figures;

/// <summary>The middle of several runs.</summary>
internal static class Median
{
    /// <summary>The middle value; of an even number the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? throw new ArgumentException("There is no median of nothing.", nameof(values))
            : sorted.Count % 2 == 1 ? sorted[sorted.Count / 2]
            : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median of one figure of several runs.</summary>
    public static double Of<T>(IEnumerable<T> runs, Func<T, double> figure) => Of(runs.Select(figure));
}
