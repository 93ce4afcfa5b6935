namespace Source.FacebookPages.Drift;

/// <summary>What became of a metric of a Page and period.</summary>
internal enum MetricStatus
{
    /// <summary>There are values.</summary>
    Delivered,

    /// <summary>Facebook takes the metric and has no value for the last days.</summary>
    Empty,

    /// <summary>Facebook refuses it.</summary>
    Refused,

    /// <summary>Facebook refuses it, and it needs access to the monetization insights of the Page.</summary>
    NeedsRight,

    /// <summary>Facebook refuses it, and has removed it.</summary>
    Dead,
}
