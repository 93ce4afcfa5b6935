namespace Airbyte.Cdk;

/// <summary>One stream that is about to be read.</summary>
public interface IStream
{
    /// <summary>The stream's name, as in the configured catalog.</summary>
    string Name { get; }

    /// <summary>
    /// The state to emit, or null when none may be emitted (the given one was not understood). Only the end of the output channel touches it,
    /// so it needs no lock.
    /// </summary>
    IStreamState? State { get; }

    /// <summary>What is read independently, in order; may be empty.</summary>
    IReadOnlyList<IPartition> Partitions { get; }

    /// <summary>
    /// Whether <see cref="ISourceConnection.FurtherAsync"/> may give further parts of the stream: the same name, other partitions with keys that no earlier part had. The state is that of the first
    /// part; the stream ends when the last part is read.
    /// </summary>
    /// <value>Default: false; everything is here.</value>
    bool IsContinued => false;
}
