using Airbyte.Cdk;

namespace Source.FacebookPages.Registry;

/// <summary>
/// Keeps the versions of schemas under subjects, one subject a family of streams. Safe to use from several processes at once: of two that register on the same basis, one is told that it was late.
/// Every failure is a <see cref="ConnectorException"/> that names the place and says what to do.
/// </summary>
internal interface ISchemaRegistry : IDisposable
{
    /// <summary>The place of a subject, for messages.</summary>
    string AddressOf(string subject);

    /// <summary>The newest version, or null when there is none.</summary>
    Task<RegisteredSchema?> FindLatestAsync(string subject, CancellationToken cancellationToken);

    /// <summary>What the registry itself holds against the schema as the next version: null for nothing. A place that only keeps files never holds anything against one.</summary>
    Task<string?> ObjectionToAsync(string subject, ReadOnlyMemory<byte> schema, CancellationToken cancellationToken);

    /// <summary>Registers the next version.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="schema">The schema, as UTF-8 JSON.</param>
    /// <param name="basis">The version that was the newest when the schema was made; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was registered; not when another version has become the newest meanwhile.</returns>
    /// <exception cref="SchemaRefusedException">The registry's rule of compatibility forbids it.</exception>
    Task<bool> TryRegisterAsync(string subject, ReadOnlyMemory<byte> schema, RegisteredSchema? basis, CancellationToken cancellationToken);
}
