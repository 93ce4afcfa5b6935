using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Insights;

/// <summary>A stream whose state is not understood: it fails rather than start again from nothing.</summary>
/// <param name="stream">The stream.</param>
/// <param name="stateOf">The stream that the state belongs to: the same, or one of the other layout.</param>
/// <param name="why">What is wrong with the state.</param>
internal sealed class RefusedStatePartition(string stream, string stateOf, string why) : IPartition
{
    /// <inheritdoc/>
    public string Key => stream;

    /// <inheritdoc/>
    public Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken) =>
        Task.FromException(new ConnectorException(
            FailureType.ConfigError,
            $"The state of the stream {stateOf} is not understood: {why} Nothing was read for {stream}. To read it anew from start_date, reset the stream's state (clear it in the platform, or take the stream out of the state file); to keep it, use the connector's version that wrote it."));
}
