using Airbyte.Protocol;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Records;

namespace Source.FacebookPages.Insights;

/// <summary>What one call has brought.</summary>
/// <param name="Batch">The records; they belong to whoever has the reply.</param>
/// <param name="Seen">What else the answer has shown.</param>
/// <param name="Silent">The metrics that the answer has no entry for.</param>
internal sealed record InsightsReply(RecordBatch Batch, InsightRecordWriter Seen, IReadOnlyList<SelectedMetric> Silent)
{
    /// <summary>The last day that brought a value, or null.</summary>
    public DateOnly? Newest => Seen.NewestDay;

    /// <summary>
    /// Whether the answer to a call for all periods tells of this one what a call for it alone would tell. Where it has no entry for a metric, it does not: nobody knows whether Facebook then leaves out what
    /// has no values. An answer without any entry is one of a Page that has nothing to say in any period.
    /// </summary>
    public bool IsWhole => Silent.Count == 0 || !Seen.HasEntries;
}
