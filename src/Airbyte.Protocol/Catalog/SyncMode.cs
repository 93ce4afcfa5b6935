namespace Airbyte.Protocol;

/// <summary>How a configured stream is to be read.</summary>
public enum SyncMode
{
    /// <summary><c>full_refresh</c>: everything, whatever was read before.</summary>
    FullRefresh,

    /// <summary><c>incremental</c>: what is new since the given state.</summary>
    Incremental,
}
