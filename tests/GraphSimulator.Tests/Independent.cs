using System.Text;

namespace GraphSimulator.Tests;

/// <summary>DATA.md written again, sharing nothing with the simulator.</summary>
internal static class Independent
{
    public static ulong N(string text)
    {
        var h = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            h = unchecked((h ^ b) * 1099511628211UL);
        }

        return h ^ (h >> 32);
    }

    public static long Count(string page, string metric, DateOnly day, ulong size = 5000)
    {
        var n = N($"{page}|{metric}|{day:yyyy-MM-dd}");
        return n % 16 == 0 ? 0 : (long)(n / 16 % size);
    }

    public static long Snapshot(string page, string metric, DateOnly day)
        => (long)(1000 + (N($"{page}|{metric}") % 90000) + (N($"{page}|{metric}|{day:yyyy-MM-dd}") % 5)) + (2 * (day.DayNumber - new DateOnly(2015, 1, 1).DayNumber));

    public static SortedDictionary<string, long> Map(string page, string metric, DateOnly day, params string[] keys)
    {
        var map = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var n = N($"{page}|{metric}|{day:yyyy-MM-dd}|{key}");
            if (N($"{page}|{metric}|{day:yyyy-MM-dd}") % 16 != 0 && n % 3 != 0)
            {
                map[key] = 1 + (long)(n / 3 % 200);
            }
        }

        return map;
    }
}
