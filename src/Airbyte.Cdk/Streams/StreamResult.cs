using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How a configured stream ended.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Status">COMPLETE or INCOMPLETE.</param>
/// <param name="Records">How many records were written.</param>
/// <param name="Errors">What went wrong; empty for a stream that is complete, was skipped or stopped.</param>
public sealed record StreamResult(string Name, StreamStatus Status, long Records, IReadOnlyList<ErrorTrace> Errors)
{
    /// <summary>The keys of the partitions that have nothing left to read in this run: read to their end, or skipped.</summary>
    public IReadOnlyList<string> Finished { get; init; } = [];

    /// <summary>Whether a partition was not read to its end only because the run was stopped.</summary>
    public bool Stopped { get; init; }

    /// <summary>When the first of the partitions may go on that had to wait for longer than the run lasts; null when there is none.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }
}
