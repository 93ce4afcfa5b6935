using System.Text;
using Source.FacebookPages.Catalog;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// Which Pages are a run's own. Pages that can be read are dealt out one by one in the order of their ids, so that the shards differ by one Page at most; the others (lost ones, which not every
/// run knows of) by their id alone, so that each belongs to one shard whoever looks. A pure function.
/// </summary>
internal sealed class PageShare
{
    private readonly PagesShard? _shard;
    private readonly Dictionary<string, int> _places;

    private PageShare(PagesShard? shard, Dictionary<string, int> places)
    {
        _shard = shard;
        _places = places;
    }

    /// <summary>The share of a shard, or of everything where there is none.</summary>
    /// <param name="shard">The shard, or null.</param>
    /// <param name="pageIds">All Pages that can be read, in any order.</param>
    public static PageShare Of(PagesShard? shard, IEnumerable<string> pageIds) => new(
        shard,
        shard is null ? [] : InOrder(pageIds).ToDictionary(place => place.PageId, place => place.Index, StringComparer.Ordinal));

    /// <summary>The Pages with their places, in the order by which they are dealt out.</summary>
    public static IEnumerable<(int Index, string PageId)> InOrder(IEnumerable<string> pageIds) => pageIds.Order(PageIdOrder.Instance).Index();

    /// <summary>Whether the Page is in the share.</summary>
    public bool IsMine(string pageId) => _shard is not { } shard || shard.Contains(_places.TryGetValue(pageId, out var place) ? place : Spread(pageId));

    // FNV-1a: the same on every machine, which the hash code of a text is not.
    private static int Spread(string pageId)
    {
        var hash = 2166136261u;
        foreach (var letter in Encoding.UTF8.GetBytes(pageId))
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }
}
