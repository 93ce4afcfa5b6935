using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Configuration;

/// <summary>A valid configuration. The property initializers are the defaults, and the only place that holds them beside <c>spec.json</c>.</summary>
internal sealed record SourceConfig
{
    /// <summary>How the connector proves who it is.</summary>
    public required Credentials Credentials { get; init; }

    /// <summary>The Pages to read, every id once; empty for all that are found.</summary>
    public IReadOnlyList<string> PageIds { get; init; } = [];

    /// <summary>The Pages never to read; stronger than <see cref="PageIds"/>.</summary>
    public IReadOnlyList<string> ExcludePageIds { get; init; } = [];

    /// <summary>Whether to look for Pages in the businesses too.</summary>
    public bool DiscoverBusinessPages { get; init; }

    /// <summary>The first Pacific day wanted; null for two years back.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The last Pacific day wanted; null for the last complete one.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>How many days before the cursor are read again, 0 to 90.</summary>
    /// <value>Default: 7.</value>
    public int LookbackWindowDays { get; init; } = 7;

    /// <summary>The metric groups to read, possibly none; null for all that need no special right.</summary>
    public IReadOnlyList<string>? MetricGroups { get; init; }

    /// <summary>Metrics to read besides, known to the registry or not.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Metrics never to ask for.</summary>
    public IReadOnlyList<string> ExcludeMetrics { get; init; } = [];

    /// <summary>The periods to read, at least one, in the order of their streams.</summary>
    /// <value>Default: day.</value>
    public IReadOnlyList<InsightsPeriod> Periods { get; init; } = [InsightsPeriod.Day];

    /// <summary>How insights are laid out in streams.</summary>
    /// <value>Default: a stream for every Page.</value>
    public StreamLayout StreamLayout { get; init; } = StreamLayout.PerPage;

    /// <summary>The fields of the <c>pages</c> stream besides <c>page_id</c>, under Graph's names.</summary>
    public IReadOnlyList<string> PageFields { get; init; } = Schemas.PageFields.Default;

    /// <summary>The version of the Graph API.</summary>
    /// <value>Default: v25.0, the newest version against which the metrics of the registry were tried.</value>
    public string ApiVersion { get; init; } = "v25.0";

    /// <summary>The longest date window of one request, 1 to 90 days.</summary>
    /// <value>Default: 90, the most that the API allows.</value>
    public int WindowDays { get; init; } = 90;

    /// <summary>How many Pages are read side by side, 1 to 64.</summary>
    /// <value>Default: 8.</value>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long one HTTP attempt may take, 1 to 300 seconds.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often one request is tried, 1 to 20.</summary>
    /// <value>Default: 8.</value>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>The longest single wait for a rate limit, up to three hours.</summary>
    /// <value>Default: one hour.</value>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What happens to a Page whose access was revoked.</summary>
    /// <value>Default: it is skipped.</value>
    public PageAccessLost OnPageAccessLost { get; init; } = PageAccessLost.Skip;

    /// <summary>Where schemas are registered and drift is watched; null for nowhere.</summary>
    public SchemaRegistryConfig? SchemaRegistry { get; init; }

    /// <summary>Where the Graph API is.</summary>
    /// <value>Default: <c>https://graph.facebook.com</c>.</value>
    public Uri ApiUrl { get; init; } = new("https://graph.facebook.com");

    /// <summary>What the user should know about the configuration although it is valid, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
