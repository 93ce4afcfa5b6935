using Facebook.Graph;

namespace Source.FacebookPages.Checks;

/// <summary>The requests that a check may make, counted as they are sent, repetitions included.</summary>
internal sealed class RequestBudget(GraphStatistics statistics, int most)
{
    private const int MostAttempts = 2;

    /// <summary>How many are left.</summary>
    public long Remaining => most - statistics.Requests;

    /// <summary>The bounds of the next call: two attempts where enough is left beside the requests that are <paramref name="kept"/> for later calls, and no waiting.</summary>
    public CallLimits Limits(int kept) => new(MaxAttempts: (int)Math.Clamp(Remaining - kept, 1, MostAttempts), MaxWait: TimeSpan.Zero);
}
