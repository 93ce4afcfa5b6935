using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Tests.Story;

/// <summary>Takes what a partition produces, in order: records as "metric date value", and checkpoints. May break like a reader that goes away.</summary>
internal sealed class RecordedOutput(int breaksAfter = int.MaxValue) : IPartitionOutput
{
    private int _taken;

    /// <summary>All records, in order.</summary>
    public List<string> Records { get; } = [];

    /// <summary>The checkpoints, each with the number of records before it.</summary>
    public List<(PageProgress Progress, int Records)> Checkpoints { get; } = [];

    public List<DateTimeOffset> Waits { get; } = [];

    public ValueTask EmitAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            Break();
            Records.AddRange(batch.Elements().Select(record =>
                $"{record.GetProperty("metric").GetString()} {record.GetProperty("date").GetString()} {record.GetProperty("value").GetRawText()}"));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask CheckpointAsync(IPartitionState state, CancellationToken cancellationToken)
    {
        Break();
        Checkpoints.Add(((PageProgress)state, Records.Count));
        return ValueTask.CompletedTask;
    }

    public void RateLimited(DateTimeOffset until) => Waits.Add(until);

    private void Break()
    {
        if (_taken++ == breaksAfter)
        {
            throw new OperationCanceledException("The reader went away.");
        }
    }
}
