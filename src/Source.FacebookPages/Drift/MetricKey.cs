namespace Source.FacebookPages.Drift;

/// <summary>A metric in one period, by Graph's name of it.</summary>
internal readonly record struct MetricKey(string Metric, string Period)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Metric} ({Period})";
}
