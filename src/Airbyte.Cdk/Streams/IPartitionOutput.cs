using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>Takes what a partition produces. Every call may wait while the reader of the output is slower than the source.</summary>
public interface IPartitionOutput
{
    /// <summary>Hands over records; the batch now belongs to the output, which disposes it.</summary>
    ValueTask EmitAsync(RecordBatch batch, CancellationToken cancellationToken);

    /// <summary>Says that everything handed over so far is covered by <paramref name="state"/>. Applied to the stream's state when the records are written.</summary>
    ValueTask CheckpointAsync(IPartitionState state, CancellationToken cancellationToken);

    /// <summary>Says that the stream waits for a rate limit until about this time. Never waits.</summary>
    void RateLimited(DateTimeOffset until);
}
