using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>
/// Writes log entries as JSON lines to standard error, for runs whose standard output is an answer: <c>timestamp</c>, <c>level</c>, <c>message</c>, the names and values of the scopes around
/// (a scope is one <see cref="KeyValuePair{TKey,TValue}"/> of texts, the innermost of a name wins), and <c>exception</c>. Safe to use from several threads; a line is never torn.
/// </summary>
/// <param name="output">Where the lines go; belongs to the caller.</param>
/// <param name="time">The clock of the timestamps.</param>
/// <param name="minimum">Less important entries are dropped.</param>
/// <param name="redact">Removes secrets.</param>
public sealed class JsonLinesLogger(Stream output, TimeProvider time, LogLevel minimum, Func<string, string> redact) : ILogger
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Form))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", LogLevels.NameOf(logLevel));
            json.WriteString("message", redact(formatter(state, exception)));
            foreach (var (name, value) in Scopes())
            {
                json.WriteString(name, redact(value));
            }

            if (exception is not null)
            {
                json.WriteString("exception", redact(exception.ToString()));
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
        Write(line.WrittenSpan);
    }

    private Dictionary<string, string> Scopes()
    {
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal);
        _scopes.ForEachScope(
            static (scope, found) =>
            {
                if (scope is KeyValuePair<string, string> pair)
                {
                    found[pair.Key] = pair.Value;
                }
            },
            scopes);
        return scopes;
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            lock (_gate)
            {
                output.Write(line);
                output.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody reads the log any more; the answer and what is stored are what counts.
        }
    }
}
