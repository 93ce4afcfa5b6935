using Facebook.Graph;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>A Page that is known of but cannot be read.</summary>
/// <param name="Id">The numeric id.</param>
/// <param name="Name">The name, or null.</param>
/// <param name="Reason">Why, as the end of a sentence that begins with the Page: what is missing and what to do.</param>
/// <param name="Exists">Whether Facebook has shown that there is such a Page; of one that it neither lists nor admits to, that is not sure.</param>
/// <param name="Cause">What Facebook said, or null when it said nothing.</param>
internal sealed record MissingPage(string Id, string? Name, string Reason, bool Exists, GraphException? Cause = null)
{
    /// <summary>The failure that kept it from being looked up, or null when it was found to be out of reach. Of a Page that could not be looked up nobody knows whether it is lost.</summary>
    public GraphException? LookUpFailure => Cause is { } cause && !GraphFailures.IsOutOfReach(cause.Kind) ? cause : null;

    /// <summary>For messages: the id, and the name where it is known.</summary>
    public override string ToString() => Name is null ? $"Page {Id}" : $"Page {Id} ({Name})";
}
