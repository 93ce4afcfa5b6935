using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How the reading of a partition ended.</summary>
/// <param name="Complete">Whether everything was read.</param>
/// <param name="Error">What went wrong; null for a partition that is complete, was skipped, deferred or stopped.</param>
internal sealed record PartitionEnd(bool Complete, ErrorTrace? Error)
{
    /// <summary>Everything was read.</summary>
    public static PartitionEnd Done { get; } = new(Complete: true, Error: null);

    /// <summary>The user has chosen to go on without it.</summary>
    public static PartitionEnd Skipped { get; } = new(Complete: false, Error: null) { IsFinal = true };

    /// <summary>It was not read to its end because the whole run stops.</summary>
    public static PartitionEnd Stopped { get; } = new(Complete: false, Error: null) { IsStopped = true };

    /// <summary>Whether this run, and another one right after it, has nothing left to read of it.</summary>
    public bool IsFinal { get; private init; } = Complete;

    /// <summary>Whether it was not read to its end only because the run stops.</summary>
    public bool IsStopped { get; private init; }

    /// <summary>When it may go on, if it waits for longer than the run lasts; null otherwise.</summary>
    public DateTimeOffset? DeferredUntil { get; private init; }

    /// <summary>It failed.</summary>
    public static PartitionEnd Failed(ErrorTrace error) => new(Complete: false, error);

    /// <summary>It would have to wait for longer than the run lasts.</summary>
    public static PartitionEnd Deferred(DateTimeOffset until) => new(Complete: false, Error: null) { DeferredUntil = until };
}
