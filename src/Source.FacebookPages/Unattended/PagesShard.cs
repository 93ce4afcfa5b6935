using System.Globalization;

namespace Source.FacebookPages.Unattended;

/// <summary>One of several equal parts of the Pages, written <c>i/n</c>.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal readonly record struct PagesShard(int Number, int Count)
{
    /// <summary>What <see cref="TryParse"/> accepts, for messages.</summary>
    public const string Allowed = "i/n, the i-th of n parts, for example \"1/4\", with n up to 10000";

    /// <summary>More shards than this are not made.</summary>
    public const int Most = 10_000;

    /// <summary>Reads <c>i/n</c>; null when the text is something else.</summary>
    public static PagesShard? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && TryNumber(text[..slash]) is { } number && TryNumber(text[(slash + 1)..]) is { } count && number <= count && count <= Most
            ? new PagesShard(number, count)
            : null;
    }

    /// <summary>Whether the Page at this place, counted from 0, of all Pages in the order of their ids is in this part.</summary>
    public bool Contains(int index) => index % Count == Number - 1;

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? TryNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
}
