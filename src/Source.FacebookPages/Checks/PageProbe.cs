using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Checks;

/// <summary>Finds some Pages to try a check on, with few requests: one result page of the list is enough when it has one.</summary>
internal sealed class PageProbe(GraphEdges edges, SourceConfig config, ConnectorServices services, RequestBudget budget)
{
    // One request is kept for reading a Page's insights.
    private const int Kept = 1;

    private readonly PageScope _scope = new(config.PageIds, config.ExcludePageIds, config.DiscoverBusinessPages);
    private readonly List<Page> _pages = [];
    private readonly List<string> _unreadable = [];

    /// <summary>Pages that can be tried, or what is wrong.</summary>
    /// <param name="token">The token to look with.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<(IReadOnlyList<Page> Pages, IReadOnlyList<string> Faults)> FindAsync(AccessToken token, CancellationToken cancellationToken)
    {
        var complete = await ListAsync(token, cancellationToken);
        List<string> faults = [];
        foreach (var pageId in config.PageIds.Where(id => _scope.Wants(id) && _pages.TrueForAll(page => page.Id != id)).TakeWhile(_ => complete && budget.Remaining > Kept))
        {
            if (await LookUpAsync(pageId, token, cancellationToken) is { } fault)
            {
                faults.Add(fault);
            }
        }

        if (faults.Count == 0 && _pages.Count == 0 && complete && !config.DiscoverBusinessPages)
        {
            faults.Add(_unreadable.Count > 0
                ? $"Facebook lists no Page that can be read: {string.Join(' ', _unreadable.Take(3))}"
                : "Facebook lists no Page for this access token. Give the token's owner a role with the task ANALYZE on the Pages, grant pages_show_list, and choose the Pages when the token is created; Pages of a business need discover_business_pages or page_ids.");
        }

        return (_pages, faults);
    }

    // Answers whether the list was seen to its end.
    private async Task<bool> ListAsync(AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entries in edges.AccountsAsync(token, budget.Limits(Kept), cancellationToken))
            {
                foreach (var entry in entries.Where(entry => _scope.Wants(entry.Id)))
                {
                    Take(entry);
                }

                if (_pages.Count > 0 && config.PageIds.Count == 0 || budget.Remaining <= Kept)
                {
                    return false;
                }
            }
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.UnknownEdge)
        {
            if (budget.Remaining < 1)
            {
                return false;
            }

            var me = await edges.PageAsync("me", token, budget.Limits(Kept), cancellationToken);
            if (_scope.Wants(me.Id))
            {
                _pages.Add(new Page(me.Id, me.Name, token, me.Tasks));
            }
            else
            {
                _unreadable.Add($"The access token belongs to Page {me.Id} alone, which page_ids or exclude_page_ids leave out.");
            }
        }

        return true;
    }

    private void Take(PageEntry entry)
    {
        if (entry.Token is { } pageToken && (entry.Tasks is null || entry.Tasks.Contains("ANALYZE")))
        {
            pageToken.Reveal(services.Redactor.Add);
            _pages.Add(new Page(entry.Id, entry.Name, pageToken, entry.Tasks));
        }
        else
        {
            _unreadable.Add(entry.Token is null
                ? $"Page {entry.Id} comes without a Page token: the token's owner has no role on it."
                : $"On Page {entry.Id} the token's owner lacks the task ANALYZE.");
        }
    }

    private async Task<string?> LookUpAsync(string pageId, AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            var entry = await edges.PageAsync(pageId, token, budget.Limits(Kept), cancellationToken);
            if (entry.Token is null)
            {
                return $"Page {pageId}, named in page_ids, can't be read: the token's owner has no role on it. Grant the task ANALYZE there.";
            }

            Take(entry with { Id = pageId });
            return null;
        }
        catch (GraphException exception) when (exception.Kind is GraphErrorKind.PageUnavailable or GraphErrorKind.PermissionMissing or GraphErrorKind.UnknownField)
        {
            services.Log.LogDebug("Page {PageId} could not be looked up.", pageId);
            return $"Page {pageId}, named in page_ids, can't be read: {GraphFailures.Describe(exception.Error)} Check the id, and that the token's owner has a role on the Page.";
        }
    }
}
