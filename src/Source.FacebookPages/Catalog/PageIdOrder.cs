namespace Source.FacebookPages.Catalog;

/// <summary>Orders Page ids as the numbers they are, whatever their size. Ids have no leading zeros.</summary>
internal sealed class PageIdOrder : IComparer<string>
{
    private PageIdOrder()
    {
    }

    /// <summary>The one order.</summary>
    public static PageIdOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var byLength = (x?.Length ?? -1).CompareTo(y?.Length ?? -1);
        return byLength != 0 ? byLength : string.CompareOrdinal(x, y);
    }
}
