namespace Airbyte.Protocol;

/// <summary>Where a stream stands in this run.</summary>
public enum StreamStatus
{
    /// <summary><c>STARTED</c>: reading has begun.</summary>
    Started,

    /// <summary><c>RUNNING</c>: records may follow; with a reset time, the stream waits for a rate limit.</summary>
    Running,

    /// <summary><c>COMPLETE</c>: everything was read.</summary>
    Complete,

    /// <summary><c>INCOMPLETE</c>: reading ended early.</summary>
    Incomplete,
}
