using System.Text.Json;
using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

/// <summary>A stream of scripted partitions, with a state that maps each partition to the position it has covered.</summary>
internal sealed class ScriptedStream(string name) : IStream
{
    private readonly List<IPartition> _partitions = [];

    public string Name => name;

    public IStreamState? State { get; init; } = new PositionsState();

    public IReadOnlyList<IPartition> Partitions => _partitions;

    public bool IsContinued { get; init; }

    public ScriptedStream Partition(string key, Func<ScriptedOutput, CancellationToken, Task> read)
    {
        _partitions.Add(new ScriptedPartition(name, key, read));
        return this;
    }

    private sealed class ScriptedPartition(string stream, string key, Func<ScriptedOutput, CancellationToken, Task> read) : IPartition
    {
        public string Key => key;

        public Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken) =>
            read(new ScriptedOutput(stream, key, output), cancellationToken);
    }
}

/// <summary>What a scripted partition says in a test.</summary>
internal sealed class ScriptedOutput(string stream, string key, IPartitionOutput output)
{
    private int _emitted;

    /// <summary>Hands over this many records, numbered within the partition.</summary>
    public async Task Records(int count, CancellationToken cancellationToken = default)
    {
        var batch = new RecordBatch(stream);
        for (var i = 0; i < count; i++)
        {
            var json = batch.BeginRecord();
            json.WriteStartObject();
            json.WriteString("partition", key);
            json.WriteNumber("n", ++_emitted);
            json.WriteEndObject();
            batch.EndRecord();
        }

        await output.EmitAsync(batch, cancellationToken);
    }

    /// <summary>Says that all records so far are covered.</summary>
    public ValueTask Checkpoint(CancellationToken cancellationToken = default) => Checkpoint(_emitted, cancellationToken);

    /// <summary>Says that the records up to this one are covered.</summary>
    public ValueTask Checkpoint(int position, CancellationToken cancellationToken = default) =>
        output.CheckpointAsync(new Position(position), cancellationToken);

    public void RateLimited(DateTimeOffset until) => output.RateLimited(until);

    public ValueTask Emit(RecordBatch batch) => output.EmitAsync(batch, CancellationToken.None);
}

internal sealed record Position(int Value) : IPartitionState;

internal sealed class PositionsState(int partCount = 1) : IStreamState
{
    private readonly SortedDictionary<string, int> _positions = new(StringComparer.Ordinal);

    public int PartCount { get; } = partCount;

    public void Set(string partitionKey, IPartitionState state) => _positions[partitionKey] = ((Position)state).Value;

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        foreach (var (key, position) in _positions)
        {
            writer.WriteNumber(key, position);
        }

        writer.WriteEndObject();
    }
}
