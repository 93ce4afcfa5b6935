namespace TestKit.Telemetry;

/// <summary>A span.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">The trace it belongs to.</param>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The id of the one it is within; empty for the outermost.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="IsError">Whether its status is an error.</param>
/// <param name="StatusText">What its status says.</param>
/// <param name="Resource">Who sent it.</param>
public sealed record ReceivedSpan(
    string Name,
    string TraceId,
    string Id,
    string ParentId,
    IReadOnlyDictionary<string, string> Attributes,
    bool IsError,
    string StatusText,
    IReadOnlyDictionary<string, string> Resource);
