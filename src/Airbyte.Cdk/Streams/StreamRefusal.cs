using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>Why a configured stream is not read at all.</summary>
internal static class StreamRefusal
{
    /// <summary>The source does not have it.</summary>
    public static ErrorTrace DoesNotExist(string stream) => new(
        FailureType.ConfigError, $"Stream {stream} is configured, but the source does not have it any more. Run discover again and remove it from the catalog.", Stream: stream);

    /// <summary>Its sync mode is none.</summary>
    public static ErrorTrace UnknownSyncMode(ConfiguredStream stream) => new(
        FailureType.ConfigError,
        $"Stream {stream.Name} is configured with the sync mode \"{stream.SyncModeText}\", which does not exist. Use full_refresh or incremental.",
        Stream: stream.Name);
}
