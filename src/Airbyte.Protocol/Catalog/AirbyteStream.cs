using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>One stream as <c>discover</c> offers it.</summary>
public sealed record AirbyteStream
{
    /// <summary>Unique in the source; lower-case letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>A draft-07 JSON schema whose root has <c>type: object</c>, as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> JsonSchema { get; init; }

    /// <summary>At least one; the first is the one that a caller without an opinion may use.</summary>
    public required IReadOnlyList<SyncMode> SupportedSyncModes { get; init; }

    /// <summary>The field that orders an incremental stream, or null for a stream without a cursor. Always source-defined.</summary>
    public string? CursorField { get; init; }

    /// <summary>The fields that make up the primary key, in order; empty when there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];
}
