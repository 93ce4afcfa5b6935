namespace Source.FacebookPages.Storage;

/// <summary>
/// Keeps objects under keys such as <c>a/b.json</c>: a folder of this machine, or a bucket with a prefix. An object is there whole or not at all, whatever happens while it is written.
/// Safe to use from several threads. Every failure is a <see cref="Airbyte.Cdk.ConnectorException"/> that names the address and says what to do.
/// </summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>The URI of an object, as answers and messages show it.</summary>
    string AddressOf(string key);

    /// <summary>The object, or null when there is none.</summary>
    Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes the object, in the place of any that is there.</summary>
    Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the object if it is still the one that was read. Answers false, and writes nothing, when it is another one by now. Of several such writes that expect the same version, one succeeds.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="content">The new content.</param>
    /// <param name="expectedVersion">The version that was read; null when there was no object.</param>
    /// <param name="cancellationToken">Gives up waiting; the object may or may not have been written then.</param>
    Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken);

    /// <summary>Removes the object; one that is not there is none to worry about.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
