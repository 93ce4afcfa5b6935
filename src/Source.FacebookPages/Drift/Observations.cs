namespace Source.FacebookPages.Drift;

/// <summary>What a registry remembers of Facebook's answers from run to run. Immutable.</summary>
internal sealed record Observations
{
    /// <summary>How many of the latest changes are kept.</summary>
    public const int MostHistory = 200;

    /// <summary>Nothing yet.</summary>
    public static Observations None { get; } = new();

    /// <summary>The version that was asked for and the one that answered, since when; null before the first run.</summary>
    public ServedVersion? Version { get; init; }

    /// <summary>The status of each metric and Page.</summary>
    public MetricMemory Metrics { get; init; } = MetricMemory.None;

    /// <summary>The forms of the values of metrics that the connector does not know.</summary>
    public IReadOnlyDictionary<string, string> Forms { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The deviations that have been seen, each with the day of the first run that saw it.</summary>
    public IReadOnlyDictionary<(DriftKind Kind, string What), DateOnly> Deviations { get; init; } = new Dictionary<(DriftKind, string), DateOnly>();

    /// <summary>The latest changes, oldest first.</summary>
    public IReadOnlyList<RecordedDrift> History { get; init; } = [];

    /// <summary>A version that was asked for, the one that answered, and since when.</summary>
    internal sealed record ServedVersion(string Asked, string Served, DateOnly Since);

    /// <summary>A change as the history has it.</summary>
    internal sealed record RecordedDrift(DateOnly Since, string RunId, string Kind, string What, string Message);
}
