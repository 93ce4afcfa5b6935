namespace Airbyte.Cdk;

/// <summary>A part of a stream that is read on its own: for this project, one Page.</summary>
public interface IPartition
{
    /// <summary>
    /// Partitions with the same key, also of different streams, are read one after the other in the order of the catalog;
    /// partitions with different keys side by side.
    /// </summary>
    string Key { get; }

    /// <summary>What log entries about the partition carry beside their message: a name and a value. Null for nothing.</summary>
    KeyValuePair<string, string>? LogScope => null;

    /// <summary>
    /// Reads the partition's slices in order, handing each one's records and then its checkpoint to <paramref name="output"/>.
    /// </summary>
    /// <exception cref="ConnectorException">The partition failed. The stream ends INCOMPLETE, its error is reported at the end of the run, and the run exits with 1.</exception>
    /// <exception cref="PartitionSkippedException">The partition cannot be read and the user wants to go on without it. The stream ends INCOMPLETE, the run may still exit with 0.</exception>
    /// <exception cref="SyncAbortedException">Nothing more can be read by anybody. All unfinished streams end INCOMPLETE, one error is reported, and the run exits with 1.</exception>
    Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken);
}
