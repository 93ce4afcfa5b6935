namespace Facebook.Graph;

/// <summary>Which failures are worth another attempt, and after what wait.</summary>
internal static class RetryRules
{
    private const int PageTokenRetries = 2;
    private const int BlockedRetries = 1;

    /// <summary>
    /// Whether to try again. Rate limits, faults and glitches, within the call's attempts; what Graph refused for a reason stays refused, and too much data is for the caller to ask for
    /// in smaller parts.
    /// </summary>
    internal static bool IsWorthRetrying(GraphException failure, GraphCall call)
    {
        if (failure.IsFinal || call.Attempts >= call.MaxAttempts || (call.IsBodyFormOnTrial && SecretFormMemory.IsRefusal(failure, call.Request)))
        {
            return false;
        }

        return failure.Kind switch
        {
            GraphErrorKind.Transient or GraphErrorKind.AppRateLimit or GraphErrorKind.PageRateLimit => true,
            GraphErrorKind.TooMuchData => call.Request.AsksForTheLeast,
            GraphErrorKind.PageTokenRequired => call.PageTokenFailures <= PageTokenRetries,
            GraphErrorKind.Blocked => call.Blocks <= BlockedRetries,
            _ => false,
        };
    }

    /// <summary>The wait before the next attempt; nothing after a rate limit, since the limiter holds the next attempt itself.</summary>
    internal static TimeSpan DelayAfter(GraphException failure, GraphCall call, Func<double> chance) => failure.Kind switch
    {
        GraphErrorKind.Transient => RetryDelay.AfterFault(call.TransientFailures, chance(), failure.RetryAfter, call.MaxWait),
        GraphErrorKind.TooMuchData => RetryDelay.AfterFault(call.Attempts, chance(), failure.RetryAfter, call.MaxWait),
        GraphErrorKind.PageTokenRequired => RetryDelay.AfterPageTokenGlitch(call.PageTokenFailures, chance()),
        _ => TimeSpan.Zero,
    };
}
