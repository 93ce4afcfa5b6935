using Facebook.Graph;

namespace Source.FacebookPages.Failures;

/// <summary>One Page cannot be read any more with the token that there is for it.</summary>
internal sealed class PageLostException(string message, GraphException? inner) : Exception(message, inner)
{
    /// <summary>What Facebook said, or null when it was silent (no token given).</summary>
    public GraphError? Error => (InnerException as GraphException)?.Error;
}
