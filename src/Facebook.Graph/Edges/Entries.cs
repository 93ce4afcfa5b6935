namespace Facebook.Graph;

/// <summary>A Page as a list or a look-up gives it.</summary>
/// <param name="Id">The numeric id.</param>
/// <param name="Name">The name, or null when not readable.</param>
/// <param name="Token">The Page token, or null when the caller has no role on the Page.</param>
/// <param name="Tasks">What the caller may do, for example ANALYZE; null when the edge does not say.</param>
public sealed record PageEntry(string Id, string? Name, AccessToken? Token, IReadOnlyList<string>? Tasks);

/// <summary>A business portfolio.</summary>
/// <param name="Id">The numeric id.</param>
/// <param name="Name">The name, or null.</param>
public sealed record BusinessEntry(string Id, string? Name);

/// <summary>A token from <c>fb_exchange_token</c>.</summary>
/// <param name="Token">The long-lived token.</param>
/// <param name="ExpiresIn">How long it lives, or null when it does not expire or the answer does not say.</param>
public sealed record ExchangedToken(AccessToken Token, TimeSpan? ExpiresIn);

/// <summary>Bounds of one call that are tighter than the client's, and who is told of waits.</summary>
/// <param name="MaxAttempts">How often to try, or null for the client's limit.</param>
/// <param name="MaxWait">The longest wait for a rate limit, or null for the client's limit.</param>
/// <param name="RateLimitObserver">Is told of waits, or null.</param>
public sealed record CallLimits(int? MaxAttempts = null, TimeSpan? MaxWait = null, IRateLimitObserver? RateLimitObserver = null)
{
    /// <summary>The client's own bounds.</summary>
    public static CallLimits None { get; } = new();
}
