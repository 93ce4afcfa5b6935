using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>A source with a valid configuration, for one command.</summary>
public interface ISourceConnection : IAsyncDisposable
{
    /// <summary>Tries whether reading would work. A user's mistake is an answer, not an exception.</summary>
    /// <exception cref="ConnectorException">The check itself could not be made.</exception>
    Task<CheckResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Finds the streams, in a stable order.</summary>
    /// <exception cref="ConnectorException">The streams could not be found.</exception>
    Task<IReadOnlyList<AirbyteStream>> DiscoverAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Prepares the configured streams for reading. A configured stream that the source does not have is missing from the answer, and from those of <see cref="FurtherAsync"/>.
    /// The streams of <paramref name="catalog"/> all have a valid sync mode.
    /// </summary>
    /// <exception cref="ConnectorException">Nothing can be read.</exception>
    Task<IReadOnlyList<IStream>> OpenAsync(ConfiguredCatalog catalog, InputState state, CancellationToken cancellationToken);

    /// <summary>
    /// What takes longer to find than <see cref="OpenAsync"/> has waited, found while the rest is being read: streams that its answer did not have, and further parts of those that said so
    /// (<see cref="IStream.IsContinued"/>). Asked for once, after <see cref="OpenAsync"/>, and only until every configured stream is there.
    /// </summary>
    /// <value>Default: nothing.</value>
    /// <exception cref="ConnectorException">The rest can't be found: what was found is read, all else ends INCOMPLETE, and the error is reported once.</exception>
    IAsyncEnumerable<IReadOnlyList<IStream>> FurtherAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<IReadOnlyList<IStream>>();

    /// <summary>
    /// Does what is to be done once the streams are read, or the run was stopped; then there is little time. Answers the failures beside those of the streams; with any, the run counts as failed.
    /// </summary>
    /// <param name="cancellationToken">Is cancelled when the run was stopped.</param>
    Task<IReadOnlyList<ConnectorException>> CompleteAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConnectorException>>([]);

    /// <summary>How many partitions with different keys may be read side by side; at least 1.</summary>
    int Concurrency { get; }

    /// <summary>One paragraph for the log at the end of a read: what was asked, waited, skipped. Null when there is nothing to say.</summary>
    string? Summarize(IReadOnlyList<StreamResult> results);
}
