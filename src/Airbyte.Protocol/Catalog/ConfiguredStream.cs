namespace Airbyte.Protocol;

/// <summary>One stream that the caller of <c>read</c> wants.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="SyncMode">The wished mode, or null when the catalog names one that the protocol does not have.</param>
/// <param name="SyncModeText">The mode as the catalog spells it, for messages.</param>
public sealed record ConfiguredStream(string Name, SyncMode? SyncMode, string SyncModeText);
