using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How a run ended.</summary>
/// <param name="Results">One for each configured stream, in the order of the catalog.</param>
/// <param name="Errors">What is to be reported at the very end, each once.</param>
/// <param name="Stopped">Whether it was stopped from outside before its end.</param>
internal sealed record SyncOutcome(IReadOnlyList<StreamResult> Results, IReadOnlyList<ErrorTrace> Errors, bool Stopped);
