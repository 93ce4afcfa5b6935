namespace Source.FacebookPages.Unattended;

/// <summary>A state as it was found in the registry.</summary>
/// <param name="Document">Its content.</param>
/// <param name="Version">The version of the stored object; null when there was none.</param>
internal sealed record StoredState(StateDocument Document, string? Version);
