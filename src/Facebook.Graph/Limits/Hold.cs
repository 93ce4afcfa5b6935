namespace Facebook.Graph;

/// <summary>Why a budget holds calls back.</summary>
internal enum HoldReason
{
    /// <summary>Usage is high: calls follow each other at a distance.</summary>
    Paced,

    /// <summary>Usage is close to the limit: no calls for a while, by our own choice.</summary>
    Paused,

    /// <summary>The block is over and one call tries whether that is so.</summary>
    Probing,

    /// <summary>Facebook refuses calls.</summary>
    Blocked,
}

/// <summary>A budget that holds calls back. Times are measured from the limiter's beginning.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Usage">Its usage in percent, as last reported.</param>
/// <param name="Cause">The error that began a block, or null when a header did.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When calls may go again; for <see cref="HoldReason.Probing"/>, nobody knows.</param>
/// <param name="Demanded">Up to when Facebook refuses calls, which is what the longest wait is measured by; the rest up to <paramref name="Until"/> is jitter.</param>
internal sealed record Hold(Budget Budget, double Usage, GraphError? Cause, HoldReason Reason, TimeSpan Until, TimeSpan Demanded);
