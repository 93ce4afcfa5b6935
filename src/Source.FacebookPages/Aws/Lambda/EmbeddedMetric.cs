namespace Source.FacebookPages.Aws.Lambda;

/// <summary>A metric of a line of the embedded metric format: a number, or an array of at most 100.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">One of CloudWatch's units.</param>
/// <param name="Values">The numbers; never empty.</param>
internal sealed record EmbeddedMetric(string Name, string Unit, params IReadOnlyList<double> Values)
{
    /// <summary>As many as CloudWatch takes of one metric.</summary>
    public const int MostValues = 100;

    /// <summary>Whether it is written as an array.</summary>
    public bool IsSpread { get; private init; }

    /// <summary>
    /// The metric of many values; null of none. Of more than CloudWatch takes, a hundred stand for all, at even distances from the least to the greatest.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">One of CloudWatch's units.</param>
    /// <param name="ascending">The values, least first, each with how often it occurs.</param>
    public static EmbeddedMetric? Spread(string name, string unit, IReadOnlyList<(double Value, long Count)> ascending)
    {
        var total = ascending.Sum(value => value.Count);
        if (total == 0)
        {
            return null;
        }

        var values = new double[Math.Min(total, MostValues)];
        var (at, passed) = (0, ascending[0].Count);
        for (var index = 0; index < values.Length; index++)
        {
            var place = values.Length == 1 ? 0 : index * (total - 1) / (values.Length - 1);
            while (place >= passed)
            {
                passed += ascending[++at].Count;
            }

            values[index] = ascending[at].Value;
        }

        return new EmbeddedMetric(name, unit, values) { IsSpread = true };
    }
}
