using System.Text.Json;

namespace Source.FacebookPages.Registry;

/// <summary>A version of a schema as a registry has it.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="RegisteredAt">When it was registered; null where the registry does not say.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Stamp">Tells the stored version from a later one; null where versions alone do.</param>
internal sealed record RegisteredSchema(int Version, DateTimeOffset? RegisteredAt, JsonElement Schema, string? Stamp = null);
