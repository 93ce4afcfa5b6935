namespace Source.FacebookPages.Pages;

/// <summary>Which Pages the user wants.</summary>
/// <param name="Only">Only these; empty for all that are found.</param>
/// <param name="Exclude">Never these.</param>
/// <param name="BusinessPages">Whether to look into the businesses that the token sees.</param>
internal sealed record PageScope(IReadOnlyCollection<string> Only, IReadOnlyCollection<string> Exclude, bool BusinessPages)
{
    /// <summary>Whether a Page is wanted.</summary>
    public bool Wants(string pageId) => !Exclude.Contains(pageId) && (Only.Count == 0 || Only.Contains(pageId));
}
