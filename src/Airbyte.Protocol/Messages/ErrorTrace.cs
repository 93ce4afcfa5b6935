namespace Airbyte.Protocol;

/// <summary>The content of a TRACE ERROR.</summary>
/// <param name="FailureType">Who can mend it.</param>
/// <param name="Message">For the user: what happened, to what, and what to do.</param>
/// <param name="InternalMessage">For whoever debugs: codes and raw texts, or null.</param>
/// <param name="StackTrace">Where it was thrown, or null.</param>
/// <param name="Stream">The stream concerned, or null for the whole run.</param>
public sealed record ErrorTrace(
    FailureType FailureType,
    string Message,
    string? InternalMessage = null,
    string? StackTrace = null,
    string? Stream = null)
{
    /// <summary>What was thrown, for whoever reports the error in another form; it is not written. Null when nothing was.</summary>
    public Exception? Exception { get; init; }
}
