using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages;

/// <summary>
/// Turns configured credentials into the tokens to work with, once a command. A user token that comes with the app's id and secret is exchanged for a long-lived one, since the Page tokens made
/// from a short-lived token die with it, in mid-sync.
/// </summary>
internal sealed class CredentialsResolution(GraphEdges edges, Credentials credentials, ConnectorServices services)
{
    private PageCredentials? _resolved;

    /// <summary>The app's secret, where there is one.</summary>
    public static string? AppSecretOf(Credentials credentials) => credentials switch
    {
        AccessTokenCredentials one => one.AppSecret,
        PageTokenCredentials perPage => perPage.AppSecret,
        _ => null,
    };

    /// <summary>The tokens to work with.</summary>
    /// <exception cref="GraphException">The token can't be used.</exception>
    public async Task<PageCredentials> ResolveAsync(CallLimits limits, CancellationToken cancellationToken)
    {
        return _resolved ??= credentials switch
        {
            AccessTokenCredentials { ClientId: { } clientId, AppSecret: { } appSecret } one =>
                new PageCredentials.OneToken(await ExchangeAsync(one.AccessToken, clientId, appSecret, limits, cancellationToken)),
            AccessTokenCredentials one => new PageCredentials.OneToken(one.AccessToken),
            PageTokenCredentials perPage => new PageCredentials.TokenPerPage(perPage.PageTokens.ToDictionary(token => token.PageId, token => token.AccessToken)),
            _ => throw new InvalidOperationException("A reference to a secret is resolved before."),
        };
    }

    // A token that can't be exchanged (a Page's, a system user's, a long-lived one of another app) is used as it is; if it is no good, its first use says so.
    private async Task<AccessToken> ExchangeAsync(AccessToken token, string clientId, string appSecret, CallLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            var exchanged = await edges.ExchangeTokenAsync(token, clientId, appSecret, limits, cancellationToken);
            exchanged.Token.Reveal(services.Redactor.Add);
            return exchanged.Token;
        }
        catch (GraphException exception) when (exception.Kind is not (GraphErrorKind.AppInvalid or GraphErrorKind.TokenInvalid))
        {
            services.Log.LogWarning(
                "The access token could not be exchanged for a long-lived one and is used as it is: {Error}",
                GraphFailures.Describe(exception.Error));
            return token;
        }
    }
}
