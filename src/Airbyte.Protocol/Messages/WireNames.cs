namespace Airbyte.Protocol;

/// <summary>The protocol's spelling of the enumerations.</summary>
internal static class WireNames
{
    public static string Of(MessageLevel level) => level switch
    {
        MessageLevel.Trace => "TRACE",
        MessageLevel.Debug => "DEBUG",
        MessageLevel.Info => "INFO",
        MessageLevel.Warn => "WARN",
        MessageLevel.Error => "ERROR",
        MessageLevel.Fatal => "FATAL",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, message: null),
    };

    public static string Of(StreamStatus status) => status switch
    {
        StreamStatus.Started => "STARTED",
        StreamStatus.Running => "RUNNING",
        StreamStatus.Complete => "COMPLETE",
        StreamStatus.Incomplete => "INCOMPLETE",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };

    public static string Of(FailureType type) => type switch
    {
        FailureType.SystemError => "system_error",
        FailureType.ConfigError => "config_error",
        FailureType.TransientError => "transient_error",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
    };

    public static string Of(SyncMode mode) => mode switch
    {
        SyncMode.FullRefresh => "full_refresh",
        SyncMode.Incremental => "incremental",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, message: null),
    };
}
