using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How a configured stream ended.</summary>
/// <param name="Name">The stream.</param>
/// <param name="Status">COMPLETE or INCOMPLETE.</param>
/// <param name="Records">How many records were written.</param>
/// <param name="Errors">What went wrong; empty for a stream that is complete or was skipped.</param>
public sealed record StreamResult(string Name, StreamStatus Status, long Records, IReadOnlyList<ErrorTrace> Errors);
