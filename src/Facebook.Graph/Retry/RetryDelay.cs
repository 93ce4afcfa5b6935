namespace Facebook.Graph;

/// <summary>How long to wait before the next attempt, where no rate limit is the reason.</summary>
internal static class RetryDelay
{
    internal static readonly TimeSpan FirstCap = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LargestCap = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Exponential backoff with full jitter: anything from nothing to one second after the first failure, to two after the second, and so on up to a minute. What the answer itself asked for
    /// (<paramref name="retryAfter"/>) is the least, but never more than <paramref name="maxWait"/>.
    /// </summary>
    internal static TimeSpan AfterFault(int failures, double chance, TimeSpan? retryAfter, TimeSpan maxWait)
    {
        var cap = FirstCap.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var backoff = TimeSpan.FromSeconds(chance * Math.Min(cap, LargestCap.TotalSeconds));
        var asked = retryAfter is { } time && time > maxWait ? maxWait : retryAfter ?? TimeSpan.Zero;
        return backoff > asked ? backoff : asked;
    }

    /// <summary>A Page token that was not taken for one: that passes within seconds, if it passes.</summary>
    internal static TimeSpan AfterPageTokenGlitch(int failures, double chance) => TimeSpan.FromSeconds(failures + chance);
}
