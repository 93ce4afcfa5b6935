using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>Turns log calls into LOG messages, in order with the records.</summary>
/// <param name="sink">Where messages go; it removes the secrets.</param>
/// <param name="minimum">Less important entries are dropped.</param>
internal sealed class AirbyteLogger(IMessageSink sink, LogLevel minimum) : ILogger
{
    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        try
        {
            sink.WriteLog(LevelOf(logLevel), formatter(state, exception), exception?.ToString());
        }
        catch (OutputClosedException)
        {
            // Whoever logs cannot do anything about it and must not take it for a failure of its own I/O; the host stops the run.
        }
    }

    private static MessageLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => MessageLevel.Trace,
        LogLevel.Debug => MessageLevel.Debug,
        LogLevel.Information => MessageLevel.Info,
        LogLevel.Warning => MessageLevel.Warn,
        LogLevel.Error => MessageLevel.Error,
        _ => MessageLevel.Fatal,
    };
}
