using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>What travels through the output channel to the one that writes.</summary>
internal abstract record OutputItem
{
    private int _isTaken;

    private OutputItem()
    {
    }

    /// <summary>Takes the item over. True for one caller only: a write that is given up while the run stops may have handed its item over all the same, and then both ends hold it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>So many partitions of a stream were found; with an end, no others will follow.</summary>
    public sealed record Grown(StreamRun Run, int Partitions, PartitionEnd? End) : OutputItem;

    /// <summary>A configured stream is not there to be read.</summary>
    public sealed record Refused(StreamRun Run, ErrorTrace Reason) : OutputItem;

    /// <summary>A partition begins to be read.</summary>
    public sealed record Started(StreamRun Run) : OutputItem;

    /// <summary>Records to write; the receiver disposes the batch.</summary>
    public sealed record Records(StreamRun Run, RecordBatch Batch) : OutputItem;

    /// <summary>Everything of the partition that came before is covered by the state.</summary>
    public sealed record Checkpoint(StreamRun Run, string PartitionKey, IPartitionState State) : OutputItem;

    /// <summary>A partition was read, or will not be read further.</summary>
    public sealed record Ended(StreamRun Run, string PartitionKey, PartitionEnd End) : OutputItem;

    /// <summary>Carries nothing but the chance to look at the rate limit notices.</summary>
    public sealed record Wake : OutputItem
    {
        public static Wake Up { get; } = new();
    }
}
