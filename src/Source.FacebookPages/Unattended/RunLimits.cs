namespace Source.FacebookPages.Unattended;

/// <summary>What one run is limited to, beside its configuration. Nothing limits the runs of an orchestrator.</summary>
internal sealed record RunLimits
{
    /// <summary>No limits.</summary>
    public static RunLimits None { get; } = new();

    /// <summary>When the run will be stopped: whatever would have to wait for longer is put off at once. Null when nobody stops it.</summary>
    public DateTimeOffset? StopBy { get; init; }

    /// <summary>The part of the Pages that is this run's; null for all.</summary>
    public PagesShard? Shard { get; init; }
}
