namespace Facebook.Graph;

/// <summary>One result page of a list.</summary>
/// <param name="Entries">Its entries; there may be none although the list goes on.</param>
/// <param name="HasNext">Whether the list goes on.</param>
/// <param name="After">The cursor to go on with, or null when none is given.</param>
internal sealed record ResultPage<T>(IReadOnlyList<T> Entries, bool HasNext, string? After);
