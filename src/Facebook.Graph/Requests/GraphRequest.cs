namespace Facebook.Graph;

/// <summary>One read of the Graph API.</summary>
/// <param name="Path">The path behind the version, for example <c>me/accounts</c> or <c>100000000000001/insights</c>; no leading slash.</param>
public sealed record GraphRequest(string Path)
{
    /// <summary>The token of this very call; sent as Bearer header only.</summary>
    public required AccessToken Token { get; init; }

    /// <summary>Query parameters, in order. Never a secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>
    /// Parameters that are secrets (a token to inspect, an app secret). They travel in the body of a POST with <c>method=get</c>, so that they stay out of the URL;
    /// only where a server refuses that form are they sent as the documentation shows it, in the query.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> SecretParameters { get; init; } = [];

    /// <summary>The Page whose rate-limit budget the call counts on; null for calls that count on the app or user alone.</summary>
    public string? PageId { get; init; }

    /// <summary>Is told when the call has to wait for a rate limit.</summary>
    public IRateLimitObserver? RateLimitObserver { get; init; }

    /// <summary>How often the call may be tried, when less than the client's own limit.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// Whether the call already asks for the least that can be asked for; then an answer of too much data can only be a fault, and is retried like one.
    /// </summary>
    public bool AsksForTheLeast { get; init; }

    /// <summary>
    /// Whether the reader of the answer walks all of it and refuses what is broken or an error, so that a good answer need not be walked twice.
    /// </summary>
    public bool IsReadWhole { get; init; }

    /// <summary>The longest single wait for a rate limit, when less than the client's own limit.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Whether the call carries <see cref="Token"/>; the token exchange does not, as its documentation shows it.</summary>
    internal bool IsAnonymous { get; init; }
}
