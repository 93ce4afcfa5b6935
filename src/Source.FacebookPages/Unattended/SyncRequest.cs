using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Unattended;

/// <summary>What an unattended run is asked for.</summary>
internal sealed record SyncRequest
{
    /// <summary>The configuration; its secrets are known to the redactor.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>The connection's name; see <see cref="ConnectionId"/>.</summary>
    public required string Connection { get; init; }

    /// <summary>Where the state is kept.</summary>
    public required StorageAddress StateRegistry { get; init; }

    /// <summary>Where the data goes.</summary>
    public required StorageAddress Output { get; init; }

    /// <summary>Which streams; null for all, incremental where they can be.</summary>
    public ConfiguredCatalog? Catalog { get; init; }

    /// <summary>When whoever started the run ends it by force; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How many seconds the run may take as a whole, by the user's wish; null for any number.</summary>
    public int? MaxRuntimeSeconds { get; init; }

    /// <summary>The part of the Pages to read; null for all.</summary>
    public PagesShard? Shard { get; init; }
}
