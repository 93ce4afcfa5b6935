using System.Collections.Concurrent;
using System.Threading.Channels;
using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>
/// The way from the partitions to the output: bounded, so that a slow reader slows the source instead of filling the memory; and with
/// one end, so that
/// a state cannot overtake its records.
/// </summary>
internal sealed class OutputChannel
{
    // Enough that the writer finds something whenever it looks; more would only be memory, of which a batch can take a megabyte.
    private const int Capacity = 4;

    private readonly Channel<OutputItem> _items = Channel.CreateBounded<OutputItem>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ConcurrentQueue<(StreamRun Run, DateTimeOffset Until)> _rateLimits = new();

    /// <summary>Hands something over; waits for room. What the other end has taken is handed over, even when the wait for it was given up.</summary>
    /// <exception cref="OperationCanceledException">The run stops, and the item is still the caller's.</exception>
    public async ValueTask WriteAsync(OutputItem item, CancellationToken cancellationToken)
    {
        try
        {
            await _items.Writer.WriteAsync(item, cancellationToken);
        }
        catch (Exception exception) when ((exception is OperationCanceledException or ChannelClosedException) && !item.TryTake())
        {
            // It is out.
        }
        catch (ChannelClosedException exception)
        {
            throw new OperationCanceledException("The output takes nothing any more.", exception, cancellationToken);
        }
    }

    /// <summary>Hands over a rate limit notice without waiting.</summary>
    public void NoteRateLimit(StreamRun run, DateTimeOffset until)
    {
        _rateLimits.Enqueue((run, until));
        // When there is no room for it, there are items in front of the reader, and it looks at the notices after each one.
        _ = _items.Writer.TryWrite(OutputItem.Wake.Up);
    }

    /// <summary>Says that nothing will follow. What is in the channel is still read.</summary>
    public void Close() => _items.Writer.TryComplete();

    /// <summary>Handles everything until the channel is closed and empty; flushes whenever it runs empty.</summary>
    /// <exception cref="OutputClosedException">The reader of the output is gone.</exception>
    public async Task PumpAsync(IMessageSink sink)
    {
        try
        {
            while (await _items.Reader.WaitToReadAsync())
            {
                while (_items.Reader.TryRead(out var item))
                {
                    if (item.TryTake())
                    {
                        Handle(item);
                    }

                    while (_rateLimits.TryDequeue(out var notice))
                    {
                        notice.Run.RateLimited(notice.Until);
                    }
                }

                sink.Flush();
            }
        }
        finally
        {
            Close();
            while (_items.Reader.TryRead(out var item))
            {
                if (item is OutputItem.Records records && records.TryTake())
                {
                    records.Batch.Dispose();
                }
            }
        }
    }

    private static void Handle(OutputItem item)
    {
        switch (item)
        {
            case OutputItem.Grown grown:
                grown.Run.Grow(grown.Partitions, grown.End);
                break;
            case OutputItem.Refused refused:
                refused.Run.Refuse(refused.Reason);
                break;
            case OutputItem.Started started:
                started.Run.Start();
                break;
            case OutputItem.Records records:
                Write(records);
                break;
            case OutputItem.Checkpoint checkpoint:
                checkpoint.Run.Checkpoint(checkpoint.PartitionKey, checkpoint.State);
                break;
            case OutputItem.Ended ended:
                ended.Run.EndPartition(ended.PartitionKey, ended.End);
                break;
        }
    }

    private static void Write(OutputItem.Records records)
    {
        using var batch = records.Batch;
        try
        {
            records.Run.Write(batch);
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            records.Run.Fail(exception, "writing records");
        }
    }
}
