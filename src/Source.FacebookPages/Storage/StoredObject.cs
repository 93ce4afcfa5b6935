namespace Source.FacebookPages.Storage;

/// <summary>An object as it was found.</summary>
/// <param name="Content">All of it.</param>
/// <param name="Version">What tells this content from any other under the same key; only its store understands it.</param>
internal sealed record StoredObject(ReadOnlyMemory<byte> Content, string Version);
