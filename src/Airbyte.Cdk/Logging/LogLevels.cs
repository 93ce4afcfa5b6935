using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>How much is logged.</summary>
public static class LogLevels
{
    /// <summary>The variable in which the platform says how much it wants.</summary>
    public const string Variable = "LOG_LEVEL";

    /// <summary>The word for a level, as the protocol has it.</summary>
    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    /// <summary>DEBUG with <c>--debug</c>, else what <c>LOG_LEVEL</c> says in any case of letters, else INFO.</summary>
    public static LogLevel Choose(bool debug, string? variable)
    {
        var wished = variable?.Trim().ToUpperInvariant() switch
        {
            "TRACE" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "WARN" or "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "FATAL" or "CRITICAL" => LogLevel.Critical,
            _ => LogLevel.Information,
        };
        return debug && wished > LogLevel.Debug ? LogLevel.Debug : wished;
    }
}
