namespace Facebook.Graph;

/// <summary>How a <see cref="GraphClient"/> behaves.</summary>
public sealed record GraphClientOptions
{
    /// <summary>Where the API is.</summary>
    /// <value>Default: <c>https://graph.facebook.com</c>.</value>
    public Uri BaseUrl { get; init; } = new("https://graph.facebook.com");

    /// <summary>The version to ask for, for example <c>v25.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The app's secret; with it, every call carries an <c>appsecret_proof</c> for the token of that very call.</summary>
    public string? AppSecret { get; init; }

    /// <summary>How long one HTTP attempt may take, body included.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often one request is tried.</summary>
    /// <value>Default: 8.</value>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>The longest single wait for a rate limit.</summary>
    /// <value>Default: one hour.</value>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When the caller stops. A call that would have to wait beyond it fails at once with <see cref="GraphException.HeldUntil"/>, whatever <see cref="MaxWait"/> allows.</summary>
    /// <value>Default: null, never.</value>
    public DateTimeOffset? StopBy { get; init; }

    /// <summary>The largest answer that is read, decompressed; a larger one counts as too much data.</summary>
    /// <value>Default: 256 MiB.</value>
    public int MaxAnswerBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many requests are under way at a time; further ones wait for their turn. An answer that has arrived counts no more.</summary>
    /// <value>Default: null, any number.</value>
    public int? MostAtOnce { get; init; }

    /// <summary>
    /// How many answers are decompressed and read at a time; further ones wait as they came. More than there are processors would be no faster, and each answer that is being read takes ten times the memory
    /// of one that waits.
    /// </summary>
    /// <value>Default: as many as there are processors.</value>
    public int MostReadAtOnce { get; init; } = Environment.ProcessorCount;

    /// <summary>Watches what the client does.</summary>
    /// <value>Default: null, nobody.</value>
    public IGraphObserver? Observer { get; init; }

    /// <summary>Where and in which version; never the app's secret, which a record would print.</summary>
    public override string ToString() => $"{BaseUrl} {Version}";
}
