namespace Source.FacebookPages.Drift;

/// <summary>Something in an answer of Facebook's that is not as the schema has it.</summary>
/// <param name="Kind">A kind of change that is seen in values.</param>
/// <param name="What">The metric or field, and the key within it where it is about one.</param>
/// <param name="Detail">What is there instead, in a few words.</param>
internal readonly record struct Deviation(DriftKind Kind, string What, string Detail);
