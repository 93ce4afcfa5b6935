using System.Text.Json;
using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Days;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Insights;

/// <summary>
/// Finds out why a Page answers without data. Facebook does not say: a missing permission, lapsed access to data, a Page with under 100 likes and an unpublished one all answer
/// alike with an empty list. Asks once a run about each token and once a Page about the Page.
/// </summary>
internal sealed class SilenceInquiry(PageCaller caller, GraphEdges edges, AccessToken? owner, TimeProvider time, ILogger log)
{
    // Facebook delivers a day some hours after it has ended; so few days may well be silent.
    private const int FewestDays = 3;
    private const int FewestLikes = 100;

    private static readonly string[] Permissions = ["read_insights", "pages_read_engagement"];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<AccessToken, Task<TokenInfo?>> _tokens = [];

    /// <summary>Logs the likely cause of a Page's silence over these days. Never fails: it is a remark, not a result.</summary>
    public async Task ExplainAsync(Page page, DateWindow days, CancellationToken cancellationToken)
    {
        Task<TokenInfo?>? aboutToken;
        lock (_gate)
        {
            if (days.Days < FewestDays || !_asked.Add(page.Id))
            {
                return;
            }

            var token = owner ?? page.Token;
            if (!_tokens.TryGetValue(token, out aboutToken))
            {
                _tokens.Add(token, aboutToken = AskAboutTokenAsync(token, cancellationToken));
            }
        }

        List<string> causes = [.. CausesInToken(await aboutToken, page), .. await AskAboutPageAsync(page, cancellationToken)];
        log.LogWarning(
            "{Page} has delivered no value for any metric from {Days}. {Causes}",
            page,
            days,
            causes.Count == 0
                ? "Neither its access token nor its fields tell why; a Page without any activity looks like this, and so does an app that Facebook has not approved for other people's Pages."
                : "The likely cause: " + string.Join(" ", causes));
    }

    private async Task<TokenInfo?> AskAboutTokenAsync(AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await edges.DebugTokenAsync(token, token, new CallLimits(MaxAttempts: 2, MaxWait: TimeSpan.Zero), cancellationToken);
        }
        catch (GraphException)
        {
            return null;
        }
    }

    private IEnumerable<string> CausesInToken(TokenInfo? token, Page page)
    {
        if (token is null)
        {
            yield break;
        }

        if (token.DataAccessExpiresAt is { } lapsed && lapsed <= time.GetUtcNow())
        {
            yield return $"The access to data of the token's owner lapsed on {lapsed.UtcDateTime:yyyy-MM-dd}: the owner has to log in to the app again.";
        }

        foreach (var permission in Permissions.Where(permission => token.Scopes is { } scopes && !scopes.Contains(permission)))
        {
            yield return $"The access token lacks the permission {permission}: grant it and create a new token.";
        }

        foreach (var permission in Permissions.Where(permission => token.GranularTargets.TryGetValue(permission, out var pages) && !pages.Contains(page.Id)))
        {
            yield return $"The access token has the permission {permission} for other Pages, but not for this one: choose the Page too when the token is created.";
        }
    }

    private async Task<IReadOnlyList<string>> AskAboutPageAsync(Page page, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.CallAsync(
                page,
                token => new GraphRequest(page.Id)
                {
                    Token = token,
                    PageId = page.Id,
                    Parameters = [new("fields", "is_published,fan_count")],
                    MaxAttempts = 2,
                    MaxWait = TimeSpan.Zero,
                },
                CausesInPage,
                cancellationToken);
        }
        catch (Exception exception) when (exception is GraphException or Failures.PageLostException or SyncAbortedException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> CausesInPage(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var page = JsonDocument.ParseValue(ref reader);
        List<string> causes = [];
        if (page.RootElement.TryGetProperty("is_published", out var published) && published.ValueKind == JsonValueKind.False)
        {
            causes.Add("The Page is not published; Facebook then keeps insights for five days only.");
        }

        if (page.RootElement.TryGetProperty("fan_count", out var likes) && likes.TryGetInt64(out var count) && count < FewestLikes)
        {
            causes.Add($"The Page has {count} likes, and Facebook gives insights only from {FewestLikes} on.");
        }

        return causes;
    }
}
