using System.Runtime.CompilerServices;
using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>
/// Finds the Pages: those that the token's owner has a role on, those of the businesses if wanted, those that were named and not listed. Each Page that is left out is
/// logged with the reason.
/// </summary>
internal sealed class PageDiscovery(GraphEdges edges, PageScope scope, SecretRedactor redactor, ILogger log)
{
    private const string NoToken = "is listed by Facebook without a Page token: the owner of the access token has no role on it. Give the owner a role with the task ANALYZE on the Page.";
    private const string NoAnalyze = "cannot be analysed: the owner of the access token lacks the task ANALYZE there. Grant it in the Page's settings (Page access) or in the business settings.";

    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MissingPage> _missing = new(StringComparer.Ordinal);

    /// <summary>What was found so far. Which Pages are missing is known at the end of <see cref="FindAsync"/>.</summary>
    public PageDirectory Directory => new(_pages, _missing);

    /// <summary>Whether the one token turned out to be a Page's own; known after the first answer.</summary>
    public bool IsPageToken { get; private set; }

    /// <summary>Finds the Pages; with each answer of Facebook, those that it has added. Found again, with other tokens, a Page is not given again.</summary>
    /// <param name="credentials">The tokens to find them with.</param>
    /// <param name="alsoWanted">Pages to look up if no list has them, beside those that the scope names.</param>
    /// <param name="limits">Bounds of each call.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="GraphException">The token can't be used, or Facebook can't be reached.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Page>> FindAsync(
        PageCredentials credentials, IReadOnlyCollection<string> alsoWanted, CallLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = credentials switch
        {
            PageCredentials.TokenPerPage perPage => FindGiven(perPage.Tokens).ToAsyncEnumerable(),
            PageCredentials.OneToken one => FindListedAsync(one.Token, limits, cancellationToken)
                .Concat(LookUpAsync(one.Token, [.. scope.Only.Concat(alsoWanted).Where(scope.Wants).Distinct()], limits, cancellationToken)),
            _ => throw new InvalidOperationException("Another kind of credentials."),
        };
        await foreach (var pages in found)
        {
            yield return pages;
        }

        foreach (var page in _missing.Values)
        {
            log.LogWarning("{Page} is left out: it {Reason}", page, page.Reason);
        }
    }

    private IEnumerable<IReadOnlyList<Page>> FindGiven(IReadOnlyDictionary<string, AccessToken> tokens)
    {
        List<Page> given = [.. tokens.Where(pair => scope.Wants(pair.Key)).Select(pair => new Page(pair.Key, null, pair.Value, null))];
        foreach (var page in given)
        {
            _pages.Add(page.Id, page);
        }

        foreach (var pageId in scope.Only.Where(id => scope.Wants(id) && !tokens.ContainsKey(id)))
        {
            _missing.TryAdd(pageId, new(pageId, null, "is named in page_ids, but page_tokens has no token for it. Add one.", Exists: false));
        }

        yield return given;
    }

    private async IAsyncEnumerable<IReadOnlyList<Page>> FindListedAsync(AccessToken token, CallLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lists = edges.AccountsAsync(token, limits, cancellationToken).EndingWith(exception => IsPageToken = exception.Kind == GraphErrorKind.UnknownEdge);
        await foreach (var entries in lists)
        {
            yield return Take(entries);
        }

        if (IsPageToken)
        {
            // "me" is the Page.
            var me = await edges.PageAsync("me", token, limits, cancellationToken);
            yield return Take([me with { Token = token }]);
        }
        else if (scope.BusinessPages)
        {
            await foreach (var pages in FindInBusinessesAsync(token, limits, cancellationToken))
            {
                yield return pages;
            }
        }
    }

    private IAsyncEnumerable<IReadOnlyList<Page>> FindInBusinessesAsync(AccessToken token, CallLimits limits, CancellationToken cancellationToken) =>
        edges.BusinessesAsync(token, limits, cancellationToken)
            .EndingWith(AreOutOfReach)
            .SelectMany(businesses => businesses)
            .SelectMany(business => FindInBusinessAsync(business, "owned_pages", token, limits, cancellationToken)
                .Concat(FindInBusinessAsync(business, "client_pages", token, limits, cancellationToken)));

    private IAsyncEnumerable<IReadOnlyList<Page>> FindInBusinessAsync(BusinessEntry business, string edge, AccessToken token, CallLimits limits, CancellationToken cancellationToken) =>
        edges.BusinessPagesAsync(business.Id, edge, token, limits, cancellationToken)
            .EndingWith(exception => IsOutOfReach(exception, business, edge))
            .Select(Take);

    private async IAsyncEnumerable<IReadOnlyList<Page>> LookUpAsync(
        AccessToken token, IReadOnlyList<string> pageIds, CallLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var pageId in pageIds.Where(id => !_pages.ContainsKey(id) && !_missing.ContainsKey(id)))
        {
            yield return await LookUpAsync(token, pageId, limits, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Page>> LookUpAsync(AccessToken token, string pageId, CallLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            // The answer may name another Page than asked for, after a merger; what was asked for is what streams are named by.
            return Take([await edges.PageAsync(pageId, token, limits, cancellationToken) with { Id = pageId }]);
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
            return [];
        }
    }

    private IReadOnlyList<Page> Take(IReadOnlyList<PageEntry> entries)
    {
        List<Page> found = [];
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
                var page = new Page(entry.Id, entry.Name, entry.Token, entry.Tasks);
                _pages.Add(entry.Id, page);
                found.Add(page);
            }
        }

        return found;
    }

    private bool AreOutOfReach(GraphException exception)
    {
        var isOutOfReach = GraphFailures.IsOutOfReach(exception.Kind);
        if (isOutOfReach)
        {
            log.LogWarning(
                "The businesses of the token's owner can't be read, so Pages that are reached through a business only are missing. Grant the permission business_management, or switch discover_business_pages off. Facebook says: {Error}",
                Describe(exception));
        }

        return isOutOfReach;
    }

    private bool IsOutOfReach(GraphException exception, BusinessEntry business, string edge)
    {
        var isOutOfReach = GraphFailures.IsOutOfReach(exception.Kind);
        if (isOutOfReach)
        {
            log.LogWarning("The {Edge} of business {Business} can't be read; its Pages may be missing. Facebook says: {Error}", edge, business.Id, Describe(exception));
        }

        return isOutOfReach;
    }

    private static string Describe(GraphException exception) => GraphFailures.Describe(exception.Error);
}
