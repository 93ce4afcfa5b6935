namespace GraphSimulator.Tokens;

/// <summary>An access token the world knows. Its properties may be changed while the server runs.</summary>
public sealed class SimulatedToken
{
    private long _expiresAt;
    private long _dataAccessExpiresAt;
    private volatile IReadOnlySet<string>? _scopes;
    private volatile IReadOnlyList<string>? _targetPageIds;
    private volatile TokenTrouble _trouble;

    public SimulatedToken(string value, TokenKind kind, string name, DateTimeOffset issuedAt)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
        Kind = kind;
        Name = name;
        IssuedAt = issuedAt;
    }

    /// <summary>All that a Pages connector could want.</summary>
    public static IReadOnlySet<string> AllScopes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "pages_show_list", "pages_read_engagement", "pages_read_user_content", "read_insights", "business_management",
    };

    /// <summary>The secret itself.</summary>
    public string Value { get; }

    public TokenKind Kind { get; }

    /// <summary>What the journal calls it: "user", "system-user", "page:100000000000001" …</summary>
    public string Name { get; }

    public DateTimeOffset IssuedAt { get; }

    /// <summary>The person or system user behind it; null for an app token.</summary>
    public string? UserId { get; init; }

    /// <summary>The Page it belongs to; Page tokens only.</summary>
    public string? PageId { get; init; }

    /// <summary>The user token a Page token was made from: scopes and data access are its, expiry and trouble are not.</summary>
    public SimulatedToken? Parent { get; init; }

    /// <summary>Null: never. Whole seconds, as Graph counts.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get => FromSeconds(Interlocked.Read(ref _expiresAt));
        set => Interlocked.Exchange(ref _expiresAt, value?.ToUnixTimeSeconds() ?? 0);
    }

    /// <summary>Null: as the parent's, or never. Afterwards calls succeed and give nothing.</summary>
    public DateTimeOffset? DataAccessExpiresAt
    {
        get => FromSeconds(Interlocked.Read(ref _dataAccessExpiresAt)) ?? Parent?.DataAccessExpiresAt;
        set => Interlocked.Exchange(ref _dataAccessExpiresAt, value?.ToUnixTimeSeconds() ?? 0);
    }

    /// <summary>What was granted; unless set, what the parent has.</summary>
    public IReadOnlySet<string> Scopes
    {
        get => _scopes ?? Parent?.Scopes ?? AllScopes;
        set => _scopes = value;
    }

    /// <summary>The Pages it was granted for (granular scopes); null: all.</summary>
    public IReadOnlyList<string>? TargetPageIds
    {
        get => _targetPageIds;
        set => _targetPageIds = value;
    }

    public TokenTrouble Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    /// <summary>A token of the login dialog: lives an hour or two, and so do the Page tokens made from it.</summary>
    public bool IsShortLived => ExpiresAt is { } end && end - IssuedAt <= TimeSpan.FromHours(3);

    public bool HasScope(string scope) => Scopes.Contains(scope);

    public void RemoveScope(string scope) => _scopes = Scopes.Where(s => s != scope).ToHashSet(StringComparer.Ordinal);

    public bool IsExpired(DateTimeOffset now) => Trouble == TokenTrouble.Expired || (ExpiresAt is { } end && now >= end);

    public bool DataAccessLapsed(DateTimeOffset now) => DataAccessExpiresAt is { } end && now >= end;

    public bool Covers(string pageId) => _targetPageIds is not { Count: > 0 } targets || targets.Contains(pageId, StringComparer.Ordinal);

    /// <summary>Never the value.</summary>
    public override string ToString() => $"<token {Name}>";

    private static DateTimeOffset? FromSeconds(long seconds) => seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds);
}
