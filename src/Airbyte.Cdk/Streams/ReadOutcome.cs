using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>How a read ended.</summary>
/// <param name="Results">One for each configured stream, in the order of the catalog.</param>
/// <param name="Errors">What is to be reported at the very end, each once.</param>
/// <param name="Stopped">Whether it was stopped from outside before its end.</param>
public sealed record ReadOutcome(IReadOnlyList<StreamResult> Results, IReadOnlyList<ErrorTrace> Errors, bool Stopped);
