namespace GraphSimulator.Pages;

/// <summary>A post of a Page.</summary>
/// <param name="Id"><c>{page}_{post}</c></param>
/// <param name="PageId">The Page that published it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Message">Its text; null for a post without.</param>
public sealed record SimulatedPost(string Id, string PageId, DateTimeOffset CreatedAt, string? Message)
{
    public int Shares { get; init; }

    /// <summary>Whether somebody else wrote it on the Page.</summary>
    public bool ByOthers { get; init; }
}
