using System.Globalization;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Unattended;

/// <summary>One of several equal shares of the Pages: the first, second … of so many.</summary>
/// <param name="Number">Which one, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many there are.</param>
internal sealed record PagesShard(int Number, int Count)
{
    /// <summary>The most shares that there can be.</summary>
    public const int MaxCount = 10_000;

    /// <summary>What <see cref="TryParse"/> accepts.</summary>
    public static TextRule Rule { get; } = new("i/n, the i-th of n shards, with 1 ≤ i ≤ n ≤ 10000, for example \"2/8\"", text => TryParse(text) is not null);

    /// <summary>Reads <c>i/n</c>; null when the text is none. There is one way to write a shard, because it also names its part of the state.</summary>
    public static PagesShard? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && number >= 1 && number <= count && count <= MaxCount
            && new PagesShard(number, count) is var shard && shard.ToString() == text
                ? shard
                : null;
    }

    /// <summary>Whether the Page at this place of the ordered list, counted from 0, belongs to this share: every n-th one does, so that the shares differ by one Page at most.</summary>
    public bool Contains(int index) => index % Count == Number - 1;

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
