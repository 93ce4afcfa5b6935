namespace Facebook.Graph;

/// <summary>What <c>/debug_token</c> says of a token.</summary>
public sealed record TokenInfo
{
    /// <summary>Whether the token can be used.</summary>
    public required bool IsValid { get; init; }

    /// <summary><c>USER</c>, <c>PAGE</c>, <c>APP</c> or <c>SYSTEM_USER</c>; null when not said.</summary>
    public string? Type { get; init; }

    /// <summary>The app the token belongs to, or null.</summary>
    public string? AppId { get; init; }

    /// <summary>The Page of a Page token, or null.</summary>
    public string? ProfileId { get; init; }

    /// <summary>When the token ends, or null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When access to data ends, or null for never.</summary>
    public DateTimeOffset? DataAccessExpiresAt { get; init; }

    /// <summary>The granted permissions; null when the answer has none to show.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>For a permission that is granted for some assets only: their ids.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> GranularTargets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Why the token is not valid, or null.</summary>
    public GraphError? Error { get; init; }
}
