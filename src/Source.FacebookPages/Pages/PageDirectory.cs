namespace Source.FacebookPages.Pages;

/// <summary>What discovery found.</summary>
/// <param name="Pages">The Pages that can be read, by id.</param>
/// <param name="Missing">The Pages that are known of but cannot be read, by id.</param>
internal sealed record PageDirectory(IReadOnlyDictionary<string, Page> Pages, IReadOnlyDictionary<string, MissingPage> Missing);
