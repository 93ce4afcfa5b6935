namespace Facebook.Graph;

/// <summary>What an error means.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Field">The field that does not exist, when the kind is <see cref="GraphErrorKind.UnknownField"/> and the message names it.</param>
/// <param name="IsFinal">Whether another try is pointless although the kind alone would be worth one.</param>
public readonly record struct ErrorClassification(GraphErrorKind Kind, string? Field, bool IsFinal);
