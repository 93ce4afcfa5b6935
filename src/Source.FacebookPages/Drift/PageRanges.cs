using System.Globalization;
using System.Text;

namespace Source.FacebookPages.Drift;

/// <summary>Writes which Pages of a long list are meant: places in the list, from 0, as ranges such as <c>0-4998,5000</c>.</summary>
internal static class PageRanges
{
    /// <summary>The text for these places, which are in order.</summary>
    public static string Write(IReadOnlyList<int> places)
    {
        var text = new StringBuilder();
        for (var index = 0; index < places.Count;)
        {
            var first = places[index];
            var last = first;
            while (++index < places.Count && places[index] == last + 1)
            {
                last++;
            }

            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{last}");
            }
        }

        return text.ToString();
    }

    /// <summary>The places that a text means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How long the list is.</param>
    /// <exception cref="FormatException">It is none that <see cref="Write"/> gives.</exception>
    public static IEnumerable<int> Read(string text, int count)
    {
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !TryPlace(ends[0], count, out var first) || !TryPlace(ends[^1], count, out var last))
            {
                throw new FormatException($"\"{range}\" is no range of Pages.");
            }

            for (var place = first; place <= last; place++)
            {
                yield return place;
            }
        }
    }

    private static bool TryPlace(string text, int count, out int place) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out place) && place < count;
}
