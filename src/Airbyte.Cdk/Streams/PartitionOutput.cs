using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>Takes what one partition produces and puts it into the channel.</summary>
internal sealed class PartitionOutput(StreamRun run, string partitionKey, OutputChannel channel) : IPartitionOutput
{
    /// <inheritdoc />
    public async ValueTask EmitAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        var records = new OutputItem.Records(run, batch);
        try
        {
            if (batch.Stream != run.Name)
            {
                throw new InvalidOperationException($"A batch of stream {batch.Stream} was handed to stream {run.Name}.");
            }

            await channel.WriteAsync(records, cancellationToken);
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask CheckpointAsync(IPartitionState state, CancellationToken cancellationToken) =>
        channel.WriteAsync(new OutputItem.Checkpoint(run, partitionKey, state), cancellationToken);

    /// <inheritdoc />
    public void RateLimited(DateTimeOffset until) => channel.NoteRateLimit(run, until);
}
