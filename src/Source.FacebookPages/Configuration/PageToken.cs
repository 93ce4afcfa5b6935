using Facebook.Graph;

namespace Source.FacebookPages.Configuration;

/// <summary>The token of one Page.</summary>
/// <param name="PageId">The Page.</param>
/// <param name="AccessToken">Its token.</param>
internal sealed record PageToken(string PageId, AccessToken AccessToken);
