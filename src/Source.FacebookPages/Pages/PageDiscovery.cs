using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>
/// Finds the Pages: those that the token's owner has a role on, those of the businesses if wanted, those that were named and not listed. Each Page that is left out is
/// logged with the reason.
/// </summary>
internal sealed class PageDiscovery(GraphEdges edges, PageCredentials credentials, PageScope scope, SecretRedactor redactor, ILogger log)
{
    private const string NoToken = "is listed by Facebook without a Page token: the owner of the access token has no role on it. Give the owner a role with the task ANALYZE on the Page.";
    private const string NoAnalyze = "cannot be analysed: the owner of the access token lacks the task ANALYZE there. Grant it in the Page's settings (Page access) or in the business settings.";

    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MissingPage> _missing = new(StringComparer.Ordinal);

    /// <summary>Whether the one token turned out to be a Page's own; known after <see cref="FindAsync"/>.</summary>
    public bool IsPageToken { get; private set; }

    /// <summary>Finds the Pages.</summary>
    /// <param name="alsoWanted">Pages to look up if no list has them, beside those that the scope names.</param>
    /// <param name="limits">Bounds of each call.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="GraphException">The token can't be used, or Facebook can't be reached.</exception>
    public async Task<PageDirectory> FindAsync(IReadOnlyCollection<string> alsoWanted, CallLimits limits, CancellationToken cancellationToken)
    {
        switch (credentials)
        {
            case PageCredentials.TokenPerPage perPage:
                FindGiven(perPage.Tokens);
                break;
            case PageCredentials.OneToken one:
                await FindListedAsync(one.Token, limits, cancellationToken);
                await LookUpAsync(one.Token, [.. scope.Only.Concat(alsoWanted).Where(scope.Wants).Distinct()], limits, cancellationToken);
                break;
        }

        foreach (var page in _missing.Values)
        {
            log.LogWarning("{Page} is left out: it {Reason}", page, page.Reason);
        }

        return new PageDirectory(_pages, _missing);
    }

    private void FindGiven(IReadOnlyDictionary<string, AccessToken> tokens)
    {
        foreach (var (pageId, token) in tokens.Where(pair => scope.Wants(pair.Key)))
        {
            _pages.Add(pageId, new Page(pageId, null, token, null));
        }

        foreach (var pageId in scope.Only.Where(id => scope.Wants(id) && !tokens.ContainsKey(id)))
        {
            _missing.TryAdd(pageId, new(pageId, null, "is named in page_ids, but page_tokens has no token for it. Add one.", Exists: false));
        }
    }

    private async Task FindListedAsync(AccessToken token, CallLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entries in edges.AccountsAsync(token, limits, cancellationToken))
            {
                Take(entries);
            }
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.UnknownEdge)
        {
            // The token is a Page's own: "me" is the Page.
            IsPageToken = true;
            var me = await edges.PageAsync("me", token, limits, cancellationToken);
            Take([me with { Token = token }]);
            return;
        }

        if (scope.BusinessPages)
        {
            await FindInBusinessesAsync(token, limits, cancellationToken);
        }
    }

    private async Task FindInBusinessesAsync(AccessToken token, CallLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var businesses in edges.BusinessesAsync(token, limits, cancellationToken))
            {
                foreach (var business in businesses)
                {
                    await FindInBusinessAsync(business, "owned_pages", token, limits, cancellationToken);
                    await FindInBusinessAsync(business, "client_pages", token, limits, cancellationToken);
                }
            }
        }
        catch (GraphException exception) when (GraphFailures.IsOutOfReach(exception.Kind))
        {
            log.LogWarning(
                "The businesses of the token's owner can't be read, so Pages that are reached through a business only are missing. Grant the permission business_management, or switch discover_business_pages off. Facebook says: {Error}",
                Describe(exception));
        }
    }

    private async Task FindInBusinessAsync(BusinessEntry business, string edge, AccessToken token, CallLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entries in edges.BusinessPagesAsync(business.Id, edge, token, limits, cancellationToken))
            {
                Take(entries);
            }
        }
        catch (GraphException exception) when (GraphFailures.IsOutOfReach(exception.Kind))
        {
            log.LogWarning("The {Edge} of business {Business} can't be read; its Pages may be missing. Facebook says: {Error}", edge, business.Id, Describe(exception));
        }
    }

    private async Task LookUpAsync(AccessToken token, IReadOnlyList<string> pageIds, CallLimits limits, CancellationToken cancellationToken)
    {
        foreach (var pageId in pageIds.Where(id => !_pages.ContainsKey(id) && !_missing.ContainsKey(id)))
        {
            try
            {
                var entry = await edges.PageAsync(pageId, token, limits, cancellationToken);
                if (entry.Token is null)
                {
                    _missing.Add(pageId, new(pageId, entry.Name, NoToken, Exists: true));
                }
                else
                {
                    // The answer may name another Page than asked for, after a merger; what was asked for is what streams are named by.
                    Take([entry with { Id = pageId }]);
                }
            }
            catch (GraphException exception) when (exception.Kind != GraphErrorKind.TokenInvalid && !GraphFailures.ConcernsEverything(exception.Kind))
            {
                // A fault of one Page is not to stop the others.
                _missing.Add(pageId, new(
                    pageId,
                    null,
                    $"is not listed for the access token and can't be looked up: {Describe(exception)} Check the id, and that the token's owner has a role on the Page.",
                    Exists: exception.Kind == GraphErrorKind.PermissionMissing,
                    exception));
            }
        }
    }

    private void Take(IReadOnlyList<PageEntry> entries)
    {
        foreach (var entry in entries.Where(entry => scope.Wants(entry.Id)))
        {
            if (_pages.ContainsKey(entry.Id))
            {
                continue;
            }

            if (entry.Token is null)
            {
                _missing.TryAdd(entry.Id, new(entry.Id, entry.Name, NoToken, Exists: true));
            }
            else if (entry.Tasks is { } tasks && !tasks.Contains("ANALYZE"))
            {
                entry.Token.Reveal(redactor.Add);
                _missing.TryAdd(entry.Id, new(entry.Id, entry.Name, NoAnalyze, Exists: true));
            }
            else
            {
                entry.Token.Reveal(redactor.Add);
                _missing.Remove(entry.Id);
                _pages.Add(entry.Id, new Page(entry.Id, entry.Name, entry.Token, entry.Tasks));
            }
        }
    }

    private static string Describe(GraphException exception) => GraphFailures.Describe(exception.Error);
}
