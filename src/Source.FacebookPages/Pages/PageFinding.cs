namespace Source.FacebookPages.Pages;

/// <summary>A part of what a search has found.</summary>
/// <param name="Pages">Pages that can be read, in the order in which they were found.</param>
/// <param name="Missing">Pages that are known of but cannot be read. With the last part only: until then another list may have them.</param>
/// <param name="IsLast">Whether nothing follows.</param>
internal sealed record PageFinding(IReadOnlyList<Page> Pages, IReadOnlyList<MissingPage> Missing, bool IsLast);
