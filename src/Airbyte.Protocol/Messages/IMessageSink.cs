using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// Where the messages of a run go: standard output, or a list in a test. Every call writes whole messages; calls from several threads
/// never mix within a line. Texts for people (logs, errors, the connection status) are redacted on the way; records are not.
/// </summary>
public interface IMessageSink
{
    /// <summary>Writes a SPEC message. <paramref name="specification"/> is the content of <c>spec.json</c>; it is minified to one line.</summary>
    void WriteSpecification(ReadOnlyMemory<byte> specification);

    /// <summary>Writes the answer of <c>check</c>.</summary>
    void WriteConnectionStatus(bool succeeded, string? message);

    /// <summary>Writes the answer of <c>discover</c>, the streams in the given order.</summary>
    void WriteCatalog(IReadOnlyList<AirbyteStream> streams);

    /// <summary>Writes a RECORD message for each record, stamped with the current time. Does not dispose the batch.</summary>
    void WriteRecords(RecordBatch batch);

    /// <summary>Writes a STREAM state and flushes. <paramref name="state"/> is the blob, one JSON object; <paramref name="recordCount"/> the records of the stream since its last state.</summary>
    void WriteState(string stream, ReadOnlySpan<byte> state, long recordCount);

    /// <summary>Writes a LOG message and flushes.</summary>
    void WriteLog(MessageLevel level, string message, string? stackTrace = null);

    /// <summary>Writes a TRACE STREAM_STATUS and flushes. <paramref name="rateLimitedUntil"/> adds the reason RATE_LIMITED with its quota reset.</summary>
    void WriteStreamStatus(string stream, StreamStatus status, DateTimeOffset? rateLimitedUntil = null);

    /// <summary>Writes a TRACE ERROR and flushes.</summary>
    void WriteError(ErrorTrace error);

    /// <summary>Pushes out what is buffered.</summary>
    /// <exception cref="OutputClosedException">The reader is gone.</exception>
    void Flush();
}
