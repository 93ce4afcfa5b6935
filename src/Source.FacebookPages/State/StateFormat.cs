namespace Source.FacebookPages.State;

/// <summary>The names in the state of an insights stream; its form is described in the README.</summary>
internal static class StateFormat
{
    /// <summary>The version that this code writes, and the newest that it reads.</summary>
    public const int Version = 1;

    public const string EndTime = "end_time";
    public const string VersionKey = "version";
    public const string MetricSets = "metric_sets";
    public const string Covered = "covered";
    public const string Silent = "silent";
    public const string Pages = "pages";
    public const string Set = "metrics";
    public const string Since = "since";
    public const string Until = "until";
}
