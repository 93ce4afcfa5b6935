namespace Source.FacebookPages.Drift;

/// <summary>A difference between two schemas.</summary>
/// <param name="Kind">What kind of difference; one of the first six.</param>
/// <param name="What">The field (parts of an object behind dots) or the metric.</param>
/// <param name="Detail">From what to what, in a few words.</param>
/// <param name="IsCompatible">Whether whoever reads with the old schema can go on as before.</param>
internal sealed record SchemaChange(DriftKind Kind, string What, string Detail, bool IsCompatible);
