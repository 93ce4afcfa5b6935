using Airbyte.Cdk;

namespace Source.FacebookPages.State;

/// <summary>How far one Page and period has been read.</summary>
/// <param name="Coverage">Which days were read for which metrics: what resuming goes by.</param>
/// <param name="EndTime">
/// The cursor: the point up to which everything was emitted, for all metrics that Facebook accepts; a dead or unknown metric that has never delivered does not count. What callers see; it decides only when it lies in
/// the future.
/// </param>
internal sealed record PageProgress(Coverage Coverage, DateTimeOffset EndTime) : IPartitionState
{
    /// <summary>
    /// Days after the last one that the Page delivered, which were asked for when they were old and brought nothing: not asked for again until the Page delivers something newer.
    /// Then they are, all of them.
    /// </summary>
    public Coverage Silence { get; init; } = Coverage.None;
}
