namespace Airbyte.Protocol;

/// <summary>The level of a LOG message, in the protocol's spelling when written.</summary>
public enum MessageLevel
{
    /// <summary><c>TRACE</c>.</summary>
    Trace,

    /// <summary><c>DEBUG</c>.</summary>
    Debug,

    /// <summary><c>INFO</c>.</summary>
    Info,

    /// <summary><c>WARN</c>.</summary>
    Warn,

    /// <summary><c>ERROR</c>.</summary>
    Error,

    /// <summary><c>FATAL</c>.</summary>
    Fatal,
}
