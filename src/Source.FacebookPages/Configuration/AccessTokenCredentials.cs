using Facebook.Graph;

namespace Source.FacebookPages.Configuration;

/// <summary>One token of a user, a system user or a Page; which one it is, is found out.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ClientId">The app's id, or null.</param>
/// <param name="AppSecret">The app's secret, or null; with it every call carries a proof.</param>
internal sealed record AccessTokenCredentials(AccessToken AccessToken, string? ClientId, string? AppSecret) : Credentials;
