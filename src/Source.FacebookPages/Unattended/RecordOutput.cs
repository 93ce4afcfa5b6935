using System.Globalization;
using System.Text.Json;
using Airbyte.Protocol;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// Takes the messages of an unattended run: records into files of bounded size, a stream's file ended with the stream; the last state of each stream into memory, to be stored when all files are.
/// Logs, statuses and errors have other ways.
/// </summary>
/// <param name="runId">The run, part of every key.</param>
/// <param name="uploads">Stores the files.</param>
/// <param name="time">The clock of <c>emitted_at</c>.</param>
/// <param name="mostBytes">When a file has this much data, before compression, the next one is begun.</param>
internal sealed class RecordOutput(string runId, Uploads uploads, TimeProvider time, long mostBytes = RecordOutput.DefaultMostBytes) : IMessageSink, IDisposable
{
    /// <summary>About 64 MiB of JSON, which is some five as a file.</summary>
    public const long DefaultMostBytes = 64 * 1024 * 1024;

    // The writer and those who end streams are different threads.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RecordPart> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _states = new(StringComparer.Ordinal);

    /// <summary>The last state of each stream that had one.</summary>
    public IReadOnlyDictionary<string, JsonElement> States => _states;

    /// <inheritdoc/>
    public void WriteRecords(RecordBatch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (!_open.TryGetValue(batch.Stream, out var part))
            {
                _open.Add(batch.Stream, part = new RecordPart(time));
            }

            part.Add(batch);
            if (part.Bytes >= mostBytes)
            {
                End(batch.Stream);
            }
        }
    }

    /// <inheritdoc/>
    public void WriteState(string stream, ReadOnlySpan<byte> state, long recordCount)
    {
        var reader = new Utf8JsonReader(state);
        using var document = JsonDocument.ParseValue(ref reader);
        lock (_gate)
        {
            _states[stream] = document.RootElement.Clone();
        }
    }

    /// <inheritdoc/>
    public void WriteStreamStatus(string stream, StreamStatus status, DateTimeOffset? rateLimitedUntil = null)
    {
        if (status is StreamStatus.Complete or StreamStatus.Incomplete)
        {
            lock (_gate)
            {
                End(stream);
            }
        }
    }

    /// <inheritdoc/>
    public void WriteSpecification(ReadOnlyMemory<byte> specification) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void WriteConnectionStatus(bool succeeded, string? message) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void WriteCatalog(IReadOnlyList<AirbyteStream> streams) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void WriteLog(MessageLevel level, string message, string? stackTrace = null) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void WriteError(ErrorTrace error) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Flush()
    {
        // Files are stored whole, when they are ended.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _open.Values)
        {
            part.Dispose();
        }
    }

    private void End(string stream)
    {
        if (!_open.Remove(stream, out var part))
        {
            return;
        }

        using (part)
        {
            var number = _ended.GetValueOrDefault(stream);
            _ended[stream] = number + 1;
            var key = string.Create(CultureInfo.InvariantCulture, $"{stream}/{runId}/part-{number:00000}.jsonl.gz");
            uploads.Add(stream, key, part.Complete(), part.Records);
        }
    }
}
