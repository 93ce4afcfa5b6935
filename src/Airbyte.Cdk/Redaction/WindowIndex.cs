namespace Airbyte.Cdk;

/// <summary>
/// Finds texts of at least <paramref name="width"/> characters within a longer text in one pass, however many there are: the last
/// characters of
/// each are indexed by a hash that rolls along. The last ones, because tokens of one app begin alike.
/// </summary>
internal sealed class WindowIndex(int width)
{
    private const uint Factor = 0x01000193;
    private const int FilterBits = 1 << 17;

    private readonly Dictionary<uint, List<string>> _bySuffix = [];

    // Answers most positions of a text without a look into the dictionary.
    private readonly ulong[] _filter = new ulong[FilterBits / 64];
    private readonly uint _leavingFactor = Power(Factor, width);

    /// <summary>Adds a text.</summary>
    public void Add(string text)
    {
        var hash = 0u;
        foreach (var character in text.AsSpan(text.Length - width))
        {
            hash = (hash * Factor) + character;
        }

        if (!_bySuffix.TryGetValue(hash, out var texts))
        {
            _bySuffix.Add(hash, texts = []);
            _filter[Slot(hash) / 64] |= 1UL << (int)(Slot(hash) % 64);
        }

        texts.Add(text);
    }

    /// <summary>Adds where the indexed texts occur, as start and end, to <paramref name="found"/>.</summary>
    public void Find(ReadOnlySpan<char> text, ref List<(int Start, int End)>? found)
    {
        if (_bySuffix.Count == 0 || text.Length < width)
        {
            return;
        }

        var hash = 0u;
        for (var position = 0; position < text.Length; position++)
        {
            hash = (hash * Factor) + text[position];
            if (position >= width)
            {
                hash -= _leavingFactor * text[position - width];
            }

            if (position >= width - 1
                && (_filter[Slot(hash) / 64] & (1UL << (int)(Slot(hash) % 64))) != 0
                && _bySuffix.TryGetValue(hash, out var candidates))
            {
                AddMatches(text[..(position + 1)], candidates, ref found);
            }
        }
    }

    private static void AddMatches(ReadOnlySpan<char> upToHere, List<string> candidates, ref List<(int Start, int End)>? found)
    {
        foreach (var candidate in candidates)
        {
            if (upToHere.EndsWith(candidate, StringComparison.Ordinal))
            {
                found ??= [];
                found.Add((upToHere.Length - candidate.Length, upToHere.Length));
            }
        }
    }

    private static uint Slot(uint hash) => (hash * 0x9E3779B1) % FilterBits;

    private static uint Power(uint value, int exponent)
    {
        var result = 1u;
        for (var i = 0; i < exponent; i++)
        {
            result *= value;
        }

        return result;
    }
}
