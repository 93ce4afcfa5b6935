using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Failures;

/// <summary>What was being read of which Page when it failed.</summary>
/// <param name="PageId">The Page.</param>
/// <param name="Error">What Facebook said; null when it was silent.</param>
internal sealed record ReadFailureDetails(string PageId, GraphError? Error) : IFailureDetails
{
    /// <summary>The metrics that were asked for; empty when it was not about insights.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The days that were asked for, both ends included; null when it was not about insights.</summary>
    public DateWindow? Window { get; init; }
}
