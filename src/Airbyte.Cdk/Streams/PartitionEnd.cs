using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How the reading of a partition ended.</summary>
/// <param name="Complete">Whether everything was read.</param>
/// <param name="Error">What went wrong; null for a partition that is complete, was skipped, or was cancelled.</param>
internal sealed record PartitionEnd(bool Complete, ErrorTrace? Error)
{
    /// <summary>Everything was read.</summary>
    public static PartitionEnd Done { get; } = new(Complete: true, Error: null);

    /// <summary>The user has chosen to go on without it.</summary>
    public static PartitionEnd Skipped { get; } = new(Complete: false, Error: null);

    /// <summary>It was not read to its end because the whole run stops.</summary>
    public static PartitionEnd Cancelled { get; } = new(Complete: false, Error: null);

    /// <summary>It failed.</summary>
    public static PartitionEnd Failed(ErrorTrace error) => new(Complete: false, error);
}
