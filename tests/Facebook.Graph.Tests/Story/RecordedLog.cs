using Microsoft.Extensions.Logging;

namespace Facebook.Graph.Tests;

/// <summary>Keeps what was logged, and when.</summary>
internal sealed class RecordedLog(TestClock clock) : ILogger
{
    private readonly List<(TimeSpan At, LogLevel Level, string Message)> _lines = [];

    internal IReadOnlyList<(TimeSpan At, LogLevel Level, string Message)> Lines => _lines;

    internal string Text => string.Join('\n', _lines.Select(line => $"{line.Level} {line.Message}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add((clock.Elapsed, logLevel, formatter(state, exception) + exception));
}
