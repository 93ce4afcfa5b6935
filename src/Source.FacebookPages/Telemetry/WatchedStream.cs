using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Telemetry;

/// <summary>A stream whose partitions tell how far they have read, and are spans where there are traces.</summary>
internal sealed class WatchedStream : IStream
{
    private readonly IStream _stream;

    /// <summary>Watches a stream.</summary>
    public WatchedStream(IStream stream, RunReport report, RunTelemetry? telemetry)
    {
        _stream = stream;
        var name = StreamName.Parse(stream.Name);
        Partitions = [.. stream.Partitions.Select(partition => new Partition(partition, stream.Name, name?.Period, report, telemetry))];
    }

    /// <inheritdoc/>
    public string Name => _stream.Name;

    /// <inheritdoc/>
    public IStreamState? State => _stream.State;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions { get; }

    /// <inheritdoc/>
    public bool IsContinued => _stream.IsContinued;

    private sealed class Partition(IPartition inner, string stream, InsightsPeriod? period, RunReport report, RunTelemetry? telemetry) : IPartition
    {
        public string Key => inner.Key;

        public KeyValuePair<string, string>? LogScope => inner.LogScope;

        public async Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken)
        {
            using var span = telemetry?.Partition(RunFigures.FamilyOf(stream), stream, Key);
            try
            {
                await inner.ReadAsync(period is { } read ? new Output(output, Key, read, report) : output, cancellationToken);
            }
            catch (Exception exception)
            {
                span?.Failed(exception);
                throw;
            }
        }
    }

    private sealed class Output(IPartitionOutput inner, string pageId, InsightsPeriod period, RunReport report) : IPartitionOutput
    {
        public ValueTask EmitAsync(RecordBatch batch, CancellationToken cancellationToken) => inner.EmitAsync(batch, cancellationToken);

        public ValueTask CheckpointAsync(IPartitionState state, CancellationToken cancellationToken)
        {
            if (state is PageProgress progress)
            {
                report.ReadUpTo(pageId, period, PacificCalendar.DayEndingAt(progress.EndTime));
            }

            return inner.CheckpointAsync(state, cancellationToken);
        }

        public void RateLimited(DateTimeOffset until) => inner.RateLimited(until);
    }
}
