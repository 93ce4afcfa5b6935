using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Registry;

/// <summary>Opens the registry that a configuration names. Touches neither disk nor network.</summary>
internal static class SchemaRegistries
{
    /// <summary>The registry.</summary>
    /// <param name="config">The user's settings.</param>
    /// <param name="openStore">Opens a folder or bucket.</param>
    /// <param name="time">The clock.</param>
    /// <param name="chance">Spreads waits.</param>
    /// <param name="log">Takes what went wrong beside the point.</param>
    public static ISchemaRegistry Open(SchemaRegistryConfig config, Func<StorageAddress, IObjectStore> openStore, TimeProvider time, Func<double> chance, ILogger log) =>
        config.Storage is { } storage
            ? new StoredSchemaRegistry(openStore(storage), time, log)
            : new ConfluentSchemaRegistry(new RegistryHttp(config.Service!, config.Credentials, time, chance), config.ToString());
}
