using System.Text.Json;

namespace Airbyte.Cdk;

/// <summary>The state of a stream, put together from its partitions'. Touched by one thread only.</summary>
public interface IStreamState
{
    /// <summary>How many partitions the state holds a part for; a state of many parts is emitted less often.</summary>
    int PartCount { get; }

    /// <summary>Takes over what a partition has covered.</summary>
    void Set(string partitionKey, IPartitionState state);

    /// <summary>Writes the blob (<c>stream_state</c>): one object, never empty.</summary>
    void WriteTo(Utf8JsonWriter writer);
}
