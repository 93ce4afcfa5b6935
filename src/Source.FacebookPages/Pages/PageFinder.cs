using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>Finds the Pages of a run. Where Facebook refuses the token, and the secret that it came from holds another by now, the search begins anew with that.</summary>
internal sealed class PageFinder(SourceConfig config, RunAccess access, ConnectorServices services)
{
    /// <summary>Begins to search; the first answer is there.</summary>
    /// <param name="alsoWanted">Pages to look up if no list has them, beside those that are configured.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ConnectorException">No Page could be found.</exception>
    public async Task<PageSearch> BeginAsync(IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        try
        {
            return await BeginAsync(await access.OpenAsync(cancellationToken), alsoWanted, cancellationToken);
        }
        catch (GraphException exception) when (ConcernsCredentials(exception))
        {
            if (await access.TryRotateAsync(cancellationToken) is not { } rotated)
            {
                throw NotFound(exception);
            }

            try
            {
                return await BeginAsync(rotated, alsoWanted, cancellationToken);
            }
            catch (GraphException again)
            {
                throw NotFound(again);
            }
        }
        catch (GraphException exception)
        {
            throw NotFound(exception);
        }
    }

    /// <summary>Waits for the next answer.</summary>
    /// <exception cref="ConnectorException">The other Pages could not be found.</exception>
    public async Task AdvanceAsync(PageSearch search, CancellationToken cancellationToken)
    {
        try
        {
            await search.AdvanceAsync();
        }
        catch (GraphException exception)
        {
            // Reading may have begun, so the client stays; only its tokens are others.
            if (!ConcernsCredentials(exception) || await access.RotatedTokensAsync(cancellationToken) is not { } rotated || !await search.TryBeginAnewAsync(rotated))
            {
                throw NotFound(exception);
            }
        }
    }

    /// <summary>Searches to the end.</summary>
    /// <exception cref="ConnectorException">The other Pages could not be found.</exception>
    public async Task CompleteAsync(PageSearch search, CancellationToken cancellationToken)
    {
        while (!search.IsComplete)
        {
            await AdvanceAsync(search, cancellationToken);
        }
    }

    private static bool ConcernsCredentials(GraphException exception) => exception.Kind == GraphErrorKind.TokenInvalid || GraphFailures.ConcernsEverything(exception.Kind);

    private static ConnectorException NotFound(GraphException exception) =>
        GraphFailures.ToConnectorException(exception, "The Pages of the access token could not be found");

    private async Task<PageSearch> BeginAsync(GraphAccess way, IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        var credentials = await way.Resolution.ResolveAsync(CallLimits.None, cancellationToken);
        var discovery = new PageDiscovery(way.Edges, new PageScope(config.PageIds, config.ExcludePageIds, config.DiscoverBusinessPages), services.Redactor, services.Log);
        var search = new PageSearch(discovery, credentials, alsoWanted, cancellationToken);
        try
        {
            await search.AdvanceAsync();
            return search;
        }
        catch
        {
            await search.DisposeAsync();
            throw;
        }
    }
}
