namespace Source.FacebookPages.Configuration;

/// <summary>A token for each Page.</summary>
/// <param name="PageTokens">At least one; every Page once.</param>
/// <param name="AppSecret">The app's secret, or null; with it every call carries a proof.</param>
internal sealed record PageTokenCredentials(IReadOnlyList<PageToken> PageTokens, string? AppSecret) : Credentials;
