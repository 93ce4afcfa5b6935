using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// The one owner of standard output: writes each message as one line of compact JSON. Safe to use from several threads; a line is never
/// torn.
/// After a write has failed, or the reader was seen to be gone, every call throws <see cref="OutputClosedException"/>.
/// </summary>
public sealed class JsonLinesMessageWriter : IMessageSink, IDisposable
{
    private readonly Stream _output;
    private readonly TimeProvider _time;
    private readonly Func<string, string> _redact;
    private readonly Lock _gate = new();
    private readonly LineBuffer _lines;
    private readonly RecordLines _records;
    private readonly ArrayBufferWriter<byte> _message = new(1024);
    private readonly CancellationTokenSource _closed = new();
    private Utf8JsonWriter? _json;
    private Exception? _failure;
    private long _lastEmittedAt;

    /// <summary>Creates a writer.</summary>
    /// <param name="output">Where the lines go; belongs to the caller.</param>
    /// <param name="time">The clock of <c>emitted_at</c>.</param>
    /// <param name="redact">Removes secrets from texts for people.</param>
    public JsonLinesMessageWriter(Stream output, TimeProvider time, Func<string, string> redact)
    {
        _output = output;
        _time = time;
        _redact = redact;
        OutputClosed = _closed.Token;
        _lines = new LineBuffer(output);
        _records = new RecordLines(_lines);
    }

    /// <summary>Is cancelled as soon as the reader is known to be gone, so that everything that produces can stop at once.</summary>
    public CancellationToken OutputClosed { get; }

    /// <summary>The run's name, which every LOG message carries; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>Notes that the reader is gone, found by other means than a failed write.</summary>
    public void Close(Exception reason)
    {
        // Not under the lock: a write that hangs may hold it.
        Interlocked.CompareExchange(ref _failure, reason, comparand: null);
        try
        {
            _ = _closed.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // Whoever watches the reader may look once more when the run has just ended.
        }
    }

    /// <inheritdoc />
    public void WriteSpecification(ReadOnlyMemory<byte> specification)
    {
        using var document = JsonDocument.Parse(JsonText.WithoutByteOrderMark(specification), ProtocolJson.Reading);
        WriteAndFlush(document.RootElement, static (json, root, _) => MessageShapes.Specification(json, root));
    }

    /// <inheritdoc />
    public void WriteConnectionStatus(bool succeeded, string? message) =>
        WriteAndFlush((succeeded, message: Redacted(message)), static (json, m, _) => MessageShapes.ConnectionStatus(json, m.succeeded, m.message));

    /// <inheritdoc />
    public void WriteCatalog(IReadOnlyList<AirbyteStream> streams) =>
        WriteAndFlush(streams, static (json, s, _) => MessageShapes.Catalog(json, s));

    /// <inheritdoc />
    public void WriteLog(MessageLevel level, string message, string? stackTrace = null)
    {
        var text = LogText.WithoutSearchedWords(_redact(message));
        var stack = stackTrace is null ? null : LogText.WithoutSearchedWords(_redact(stackTrace));
        WriteAndFlush((level, text, stack, RunId), static (json, m, _) => MessageShapes.Log(json, m.level, m.text, m.stack, m.RunId));
    }

    /// <inheritdoc />
    public void WriteStreamStatus(string stream, StreamStatus status, DateTimeOffset? rateLimitedUntil = null) =>
        WriteAndFlush(
            (stream, status, rateLimitedUntil),
            static (json, m, now) => MessageShapes.StreamStatus(json, m.stream, m.status, m.rateLimitedUntil, now));

    /// <inheritdoc />
    public void WriteError(ErrorTrace error)
    {
        var redacted = error with
        {
            Message = _redact(error.Message),
            InternalMessage = Redacted(error.InternalMessage),
            StackTrace = Redacted(error.StackTrace),
        };
        WriteAndFlush(redacted, static (json, e, now) => MessageShapes.Error(json, e, now));
    }

    /// <inheritdoc />
    public void WriteState(string stream, ReadOnlySpan<byte> state, long recordCount)
    {
        // The protocol wants a number with a decimal point here, which no number writer gives for a whole number.
        Span<byte> count = stackalloc byte[24];
        recordCount.TryFormat(count, out var digits, default, CultureInfo.InvariantCulture);
        ".0"u8.CopyTo(count[digits..]);

        lock (_gate)
        {
            ThrowIfClosed();
            MessageShapes.State(BeginMessage(), stream, state, count[..(digits + 2)]);
            EndMessage();
            WriteOut();
        }
    }

    /// <inheritdoc />
    public void WriteRecords(RecordBatch batch)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            try
            {
                _records.Write(batch, Now());
            }
            catch (IOException exception)
            {
                throw Closed(exception);
            }
        }
    }

    /// <inheritdoc />
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfClosed();
            WriteOut();
        }
    }

    /// <summary>Frees what the writer holds; the output stays open, and nothing is written.</summary>
    public void Dispose()
    {
        _closed.Dispose();
        _json?.Dispose();
    }

    private string? Redacted(string? text) => text is null ? null : _redact(text);

    private void WriteAndFlush<T>(T content, Action<Utf8JsonWriter, T, long> shape)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            shape(BeginMessage(), content, Now());
            EndMessage();
            WriteOut();
        }
    }

    private Utf8JsonWriter BeginMessage()
    {
        _message.ResetWrittenCount();
        _json ??= new Utf8JsonWriter(_message, ProtocolJson.Writing);
        _json.Reset();
        return _json;
    }

    private void EndMessage()
    {
        _json!.Flush();
        var message = _message.WrittenSpan;
        if (message.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            throw new InvalidOperationException("A message contains a raw control character, which would break the line.");
        }

        try
        {
            var line = _lines.Reserve(message.Length + 1);
            message.CopyTo(line);
            line[^1] = (byte)'\n';
        }
        catch (IOException exception)
        {
            throw Closed(exception);
        }
    }

    private void WriteOut()
    {
        try
        {
            _lines.WriteOut();
            _output.Flush();
        }
        catch (IOException exception)
        {
            throw Closed(exception);
        }
    }

    /// <summary>The time in milliseconds, never less than the last one given: a clock that is set back must not reorder records.</summary>
    private long Now() => _lastEmittedAt = Math.Max(_lastEmittedAt, _time.GetUtcNow().ToUnixTimeMilliseconds());

    private OutputClosedException Closed(IOException exception)
    {
        Close(exception);
        return new OutputClosedException(exception);
    }

    private void ThrowIfClosed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new OutputClosedException(failure);
        }
    }
}
