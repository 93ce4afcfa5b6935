using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Checks;

/// <summary>
/// Tries in at most five requests whether reading would work: the token, its permissions, the Pages, and one day of one metric. A metric that Facebook refuses is no reason to fail.
/// </summary>
internal sealed class ConnectionCheck(
    SourceConfig config,
    GraphEdges edges,
    GraphClient client,
    CredentialsResolution resolution,
    ConnectorServices services,
    DateTimeOffset now)
{
    /// <summary>The most requests that a check makes, however many Pages there are.</summary>
    public const int MostRequests = 5;

    private const string ProbeMetric = "page_post_engagements";

    // What inspecting and exchanging the token must leave: the list of Pages and the reading of one.
    private const int Kept = 2;

    private readonly RequestBudget _budget = new(client.Statistics, MostRequests);

    /// <summary>Makes the check.</summary>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return config.Credentials switch
            {
                PageTokenCredentials perPage => await CheckTokensOfPagesAsync(perPage, cancellationToken),
                AccessTokenCredentials one => await CheckOneTokenAsync(one, cancellationToken),
                _ => Failed(await resolution.ResolveAsync(_budget.Limits(Kept), cancellationToken)),
            };
        }
        catch (GraphException exception)
        {
            var what = exception.Error.HttpStatus == 0 ? $"The Graph API at {config.ApiUrl} does not answer" : "Facebook refused a call";
            return CheckResult.Failure($"{what}: {GraphFailures.Describe(exception.Error)} {GraphFailures.Remedy(exception)}");
        }
    }

    private static CheckResult Failed(PageCredentials credentials) => CheckResult.Failure($"Credentials of the kind {credentials.GetType().Name} can't be checked.");

    private async Task<CheckResult> CheckTokensOfPagesAsync(PageTokenCredentials credentials, CancellationToken cancellationToken)
    {
        var tokens = credentials.PageTokens.Where(token => new PageScope(config.PageIds, config.ExcludePageIds, false).Wants(token.PageId)).ToList();
        if (tokens.Count == 0)
        {
            return CheckResult.Failure("None of the Pages in page_tokens is wanted: check page_ids and exclude_page_ids.");
        }

        if (await InspectAsync(tokens[0].AccessToken, tokens[0].AccessToken, willBeExchanged: false, cancellationToken) is { Count: > 0 } faults)
        {
            return CheckResult.Failure($"The token of Page {tokens[0].PageId}: {string.Join(' ', faults)}");
        }

        foreach (var token in tokens.TakeWhile(_ => _budget.Remaining > 0))
        {
            if (await ReadOneDayAsync(new Page(token.PageId, null, token.AccessToken, null), cancellationToken) is { } fault)
            {
                return CheckResult.Failure(fault);
            }
        }

        return CheckResult.Success;
    }

    private async Task<CheckResult> CheckOneTokenAsync(AccessTokenCredentials credentials, CancellationToken cancellationToken)
    {
        var appToken = credentials is { ClientId: { } id, AppSecret: { } secret } ? new AccessToken($"{id}|{secret}") : null;
        if (await InspectAsync(credentials.AccessToken, appToken ?? credentials.AccessToken, willBeExchanged: appToken is not null, cancellationToken) is { Count: > 0 } faults)
        {
            return CheckResult.Failure(string.Join(' ', faults));
        }

        var token = ((PageCredentials.OneToken)await resolution.ResolveAsync(_budget.Limits(Kept), cancellationToken)).Token;
        if (_budget.Remaining < 1)
        {
            return CheckResult.Failure($"The check has made its {MostRequests} requests without getting as far as the Pages, since Facebook answered with faults. Try again later.");
        }

        var (pages, faultsOfPages) = await new PageProbe(edges, config, services, _budget).FindAsync(token, cancellationToken);
        if (faultsOfPages.Count > 0)
        {
            return CheckResult.Failure(string.Join(' ', faultsOfPages));
        }

        string? lastFault = null;
        foreach (var page in pages.TakeWhile(_ => _budget.Remaining > 0))
        {
            lastFault = await ReadOneDayAsync(page, cancellationToken);
            if (lastFault is null)
            {
                return CheckResult.Success;
            }

            services.Log.LogWarning("{Fault}", lastFault);
        }

        return lastFault is null ? CheckResult.Success : CheckResult.Failure(lastFault);
    }

    // What is wrong with the token; null when Facebook does not tell about it.
    private async Task<IReadOnlyList<string>?> InspectAsync(AccessToken token, AccessToken inspector, bool willBeExchanged, CancellationToken cancellationToken)
    {
        try
        {
            var info = await edges.DebugTokenAsync(token, inspector, _budget.Limits(Kept), cancellationToken);
            var faults = TokenInspection.Faults(info, config.DiscoverBusinessPages, now);
            foreach (var warning in faults.Count > 0 ? [] : TokenInspection.Warnings(info, willBeExchanged, now))
            {
                services.Log.LogWarning("{Warning}", warning);
            }

            return faults;
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.TokenInvalid && !inspector.Equals(token))
        {
            // An invalid token is told of in the answer; refused is here the one that the app inspects with, made of its id and secret.
            return [$"Facebook does not accept client_id and app_secret: {GraphFailures.Describe(exception.Error)} {GraphFailures.Remedy(new GraphException(GraphErrorKind.AppInvalid, exception.Error))}"];
        }
        catch (GraphException exception) when (exception.Kind is GraphErrorKind.Unknown or GraphErrorKind.BadRequest or GraphErrorKind.PermissionMissing
            or GraphErrorKind.UnknownEdge or GraphErrorKind.PageUnavailable or GraphErrorKind.UnknownField)
        {
            services.Log.LogInformation("Facebook does not tell about this token (debug_token): {Error}", GraphFailures.Describe(exception.Error));
            return null;
        }
    }

    // What keeps a Page's insights from being read; null when they can be.
    private async Task<string?> ReadOneDayAsync(Page page, CancellationToken cancellationToken)
    {
        var day = PacificCalendar.LastCompleteDay(now);
        var limits = _budget.Limits(kept: 0);
        var query = new InsightsQuery(page.Id, [ProbeMetric], InsightsPeriod.Day.Name(), day, day.AddDays(1));
        try
        {
            await client.GetAsync(
                query.ToRequest(page.Token, maxAttempts: limits.MaxAttempts) with { MaxWait = limits.MaxWait },
                static json =>
                {
                    InsightsAnswer.Visit(json, Nobody.Instance);
                    return true;
                },
                cancellationToken);
            return null;
        }
        catch (GraphException exception) when (exception.Kind is GraphErrorKind.InvalidMetric or GraphErrorKind.InvalidPeriod or GraphErrorKind.MetricRightMissing
            or GraphErrorKind.PageTooSmall or GraphErrorKind.TooMuchData)
        {
            return null;
        }
        catch (GraphException exception)
        {
            return $"{page}: its insights can't be read: {GraphFailures.Describe(exception.Error)} {GraphFailures.Remedy(exception)}";
        }
    }

    private sealed class Nobody : IInsightsVisitor
    {
        public static Nobody Instance { get; } = new();

        public bool Entry(string name, string period) => false;

        public void Point(in InsightsPoint point)
        {
        }
    }
}
