using Facebook.Graph;

namespace Source.FacebookPages.Pages;

/// <summary>The tokens that a run works with; a closed set.</summary>
internal abstract record PageCredentials
{
    private PageCredentials()
    {
    }

    /// <summary>One token: a user's, a system user's, or a Page's. Which, only Facebook can tell.</summary>
    /// <param name="Token">The token.</param>
    internal sealed record OneToken(AccessToken Token) : PageCredentials;

    /// <summary>A token for each Page.</summary>
    /// <param name="Tokens">The tokens by Page id.</param>
    internal sealed record TokenPerPage(IReadOnlyDictionary<string, AccessToken> Tokens) : PageCredentials;
}
