using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Facebook.Graph;

/// <summary>The edges and nodes that this project reads, each as a typed call.</summary>
public sealed class GraphEdges(GraphClient client)
{
    private const string PageFields = "id,name,access_token";
    private const string ListLimit = "100";

    private readonly GraphClient _client = client;

    /// <summary>
    /// The Pages of a user (<c>/me/accounts</c>), result page after result page until there is no <c>paging.next</c>; an empty result page with a <c>next</c> is not the end.
    /// </summary>
    /// <exception cref="GraphException"><see cref="GraphErrorKind.UnknownEdge"/> when the token is a Page token.</exception>
    public IAsyncEnumerable<IReadOnlyList<PageEntry>> AccountsAsync(AccessToken token, CallLimits limits, CancellationToken cancellationToken) =>
        ListAsync("me/accounts", PageFields + ",tasks", AnswerReader.Page, token, limits, cancellationToken);

    /// <summary>The businesses that a user sees (<c>/me/businesses</c>).</summary>
    public IAsyncEnumerable<IReadOnlyList<BusinessEntry>> BusinessesAsync(AccessToken token, CallLimits limits, CancellationToken cancellationToken) =>
        ListAsync("me/businesses", "id,name", AnswerReader.Business, token, limits, cancellationToken);

    /// <summary>The Pages that a business owns or works for; <paramref name="edge"/> is <c>owned_pages</c> or <c>client_pages</c>.</summary>
    public IAsyncEnumerable<IReadOnlyList<PageEntry>> BusinessPagesAsync(string businessId, string edge, AccessToken token, CallLimits limits, CancellationToken cancellationToken)
    {
        // Only the Pages of one's own are documented to have tasks.
        var fields = edge switch
        {
            "owned_pages" => PageFields + ",tasks",
            "client_pages" => PageFields,
            _ => throw new ArgumentOutOfRangeException(nameof(edge), edge, "owned_pages or client_pages"),
        };
        return ListAsync($"{businessId}/{edge}", fields, AnswerReader.Page, token, limits, cancellationToken);
    }

    /// <summary>Id, name and token of one Page; <paramref name="pageId"/> may be <c>me</c> for a Page token. Without a role the token is null.</summary>
    public Task<PageEntry> PageAsync(string pageId, AccessToken token, CallLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var request = Limited(new GraphRequest(pageId) { Token = token, Parameters = [new("fields", PageFields)] }, limits);
        return _client.GetAsync(pageId == "me" ? request : request with { PageId = pageId }, AnswerReader.Page, cancellationToken);
    }

    /// <summary>What <c>/debug_token</c> says of a token.</summary>
    public async Task<TokenInfo> DebugTokenAsync(AccessToken inspected, AccessToken inspector, CallLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inspected);
        ArgumentNullException.ThrowIfNull(limits);
        var request = Limited(new GraphRequest("debug_token") { Token = inspector, SecretParameters = [new("input_token", inspected.Value)] }, limits);
        var info = await _client.GetAsync(request, AnswerReader.Token, cancellationToken);
        return info with { Error = info.Error is { } error ? new SecretText(request, appSecret: null).Masked(error) : null };
    }

    /// <summary>Exchanges a short-lived user token for a long-lived one (<c>fb_exchange_token</c>).</summary>
    public Task<ExchangedToken> ExchangeTokenAsync(AccessToken shortLived, string clientId, string appSecret, CallLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shortLived);
        ArgumentNullException.ThrowIfNull(limits);
        var request = new GraphRequest("oauth/access_token")
        {
            Token = shortLived,
            IsAnonymous = true,
            Parameters = [new("grant_type", "fb_exchange_token"), new("client_id", clientId)],
            SecretParameters = [new("client_secret", appSecret), new("fb_exchange_token", shortLived.Value)],
        };
        return _client.GetAsync(Limited(request, limits), AnswerReader.Exchange, cancellationToken);
    }

    private static GraphRequest Limited(GraphRequest request, CallLimits limits) =>
        request with { MaxAttempts = limits.MaxAttempts, MaxWait = limits.MaxWait, RateLimitObserver = limits.RateLimitObserver };

    private static GraphException Endless(string path, string why) =>
        new(GraphErrorKind.Unknown, new GraphError { HttpStatus = 200, Message = $"The list {path} can't be read to its end: {why}." });

    private async IAsyncEnumerable<IReadOnlyList<T>> ListAsync<T>(
        string path,
        string fields,
        Func<JsonElement, T> readEntry,
        AccessToken token,
        CallLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var request = Limited(new GraphRequest(path) { Token = token, Parameters = [new("fields", fields), new("limit", ListLimit)] }, limits);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var page = await ResultPageAsync(request, readEntry, cancellationToken);
        yield return page.Entries;
        while (page.HasNext)
        {
            var after = page.After ?? throw Endless(path, "a result page names a next one, but no cursor to it");
            if (!seen.Add(after))
            {
                throw Endless(path, "its cursors go round in a circle");
            }

            page = await ResultPageAsync(request with { Parameters = [.. request.Parameters, new("after", after)] }, readEntry, cancellationToken);
            yield return page.Entries;
        }
    }

    private async Task<ResultPage<T>> ResultPageAsync<T>(GraphRequest request, Func<JsonElement, T> readEntry, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetAsync(request, json => AnswerReader.List(json, readEntry), cancellationToken);
        }
        catch (GraphException e) when (e.Kind == GraphErrorKind.UnknownField && e.Field is { } field && request.Path.EndsWith($"/{field}", StringComparison.Ordinal))
        {
            // An edge that a node lacks is reported as a missing field: /me of a Page token is the Page, which has no accounts.
            throw new GraphException(GraphErrorKind.UnknownEdge, e.Error, e.Attempts, inner: e);
        }
    }
}
