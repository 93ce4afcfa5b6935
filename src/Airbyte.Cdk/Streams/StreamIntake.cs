using System.Collections.Concurrent;
using System.Threading.Channels;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>Takes in the streams as the source finds them: hands their partitions to those that read, and tells of every configured stream that never came.</summary>
/// <param name="wished">The names of the configured streams.</param>
/// <param name="begin">Makes the run of a stream, from its name and its state.</param>
/// <param name="channel">The way to the output.</param>
/// <param name="lanes">Takes what can be read from now on; completed at the end.</param>
/// <param name="log">Takes what was not found.</param>
internal sealed class StreamIntake(IReadOnlyList<string> wished, Func<string, IStreamState?, StreamRun> begin, OutputChannel channel, ChannelWriter<Lane> lanes, ILogger log)
{
    // Looked at from outside when the run has stopped, and a source that does not listen may still be giving streams then.
    private readonly ConcurrentDictionary<string, StreamRun> _runs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _continued = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = wished.Index().ToDictionary(place => place.Item, place => place.Index, StringComparer.Ordinal);

    /// <summary>Takes in the streams of the opening, and what is found after it.</summary>
    /// <param name="opened">The streams of the opening.</param>
    /// <param name="further">What is found later.</param>
    /// <param name="cancellationToken">Stops it; the streams that were not found by then are not told of.</param>
    public async Task RunAsync(IReadOnlyList<IStream> opened, IAsyncEnumerable<IReadOnlyList<IStream>> further, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAllAsync(opened, further, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // What is still owed of each stream is written at the end of the run.
        }
        finally
        {
            lanes.Complete();
        }
    }

    /// <summary>The runs of all configured streams, in their order; those of streams that were not found have nothing to read.</summary>
    public IReadOnlyList<StreamRun> Runs() => [.. wished.Select(RunOf)];

    private async Task TakeAllAsync(IReadOnlyList<IStream> opened, IAsyncEnumerable<IReadOnlyList<IStream>> further, CancellationToken cancellationToken)
    {
        try
        {
            await using var coming = further.GetAsyncEnumerator(cancellationToken);
            for (var parts = opened; ; parts = coming.Current)
            {
                var found = await TakeAsync(parts, cancellationToken);
                // With every configured stream there, nothing else has to be found.
                var next = _continued.Count == 0 && _runs.Count == wished.Count ? Task.FromResult(false) : coming.MoveNextAsync().AsTask();
                var isLast = next is { IsCompletedSuccessfully: true, Result: false };
                if (isLast)
                {
                    // What is not there is told before anything of the rest is read.
                    await EndAsync(PartitionEnd.Done, cancellationToken);
                }

                foreach (var lane in found)
                {
                    lanes.TryWrite(lane);
                }

                if (isLast)
                {
                    return;
                }

                if (!await next)
                {
                    await EndAsync(PartitionEnd.Done, cancellationToken);
                    return;
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var error = ErrorTraces.Of(exception, "finding the streams");
            log.LogError(
                "The streams could not all be found: {Message} Those that were found are read; {Count} are not, or not wholly.",
                error.Message,
                _continued.Count + wished.Count(name => !_runs.ContainsKey(name)));
            await EndAsync(PartitionEnd.Failed(error), cancellationToken);
        }
    }

    // Answers what can be read from now on.
    private async Task<IReadOnlyList<Lane>> TakeAsync(IReadOnlyList<IStream> parts, CancellationToken cancellationToken)
    {
        List<(StreamRun, IReadOnlyList<IPartition>)> added = [];
        foreach (var part in parts.Where(part => _places.ContainsKey(part.Name)).OrderBy(part => _places[part.Name]))
        {
            if (_runs.TryGetValue(part.Name, out var run) && !_continued.Contains(part.Name))
            {
                throw new InvalidOperationException($"Stream {part.Name} was given twice.");
            }

            run ??= _runs.GetOrAdd(part.Name, name => begin(name, part.State));
            var end = part.IsContinued ? null : PartitionEnd.Done;
            _ = end is null ? _continued.Add(part.Name) : _continued.Remove(part.Name);
            // The count must be there before the first of the partitions ends.
            await channel.WriteAsync(new OutputItem.Grown(run, part.Partitions.Count, end), cancellationToken);
            added.Add((run, part.Partitions));
        }

        return Lane.Arrange(added);
    }

    private async Task EndAsync(PartitionEnd end, CancellationToken cancellationToken)
    {
        foreach (var name in _continued)
        {
            await channel.WriteAsync(new OutputItem.Grown(_runs[name], 0, end), cancellationToken);
        }

        foreach (var name in wished.Where(name => !_runs.ContainsKey(name)))
        {
            await channel.WriteAsync(new OutputItem.Refused(RunOf(name), end.Error ?? DoesNotExist(name)), cancellationToken);
        }
    }

    private ErrorTrace DoesNotExist(string name)
    {
        var refusal = StreamRefusal.DoesNotExist(name);
        log.LogWarning("{Message}", refusal.Message);
        return refusal;
    }

    private StreamRun RunOf(string name) => _runs.GetOrAdd(name, unknown => begin(unknown, null));
}
