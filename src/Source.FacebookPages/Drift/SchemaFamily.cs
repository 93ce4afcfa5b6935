namespace Source.FacebookPages.Drift;

/// <summary>The streams that have one schema in common, and so one subject in a registry.</summary>
/// <param name="Name">For example <c>page_insights</c>, whatever the number of Pages.</param>
/// <param name="Schema">The schema that is read with, as UTF-8 JSON.</param>
internal sealed record SchemaFamily(string Name, ReadOnlyMemory<byte> Schema);
