using System.Buffers.Text;
using System.Text;

namespace GraphSimulator.Insights;

/// <summary>
/// The final value of a metric on a Pacific day, a pure function that anybody can write again in ten lines (see DATA.md):
/// <code>
/// N(text): h = 14695981039346656037; for each UTF-8 byte b of text: h = (h xor b) × 1099511628211 mod 2^64; N = h xor (h &gt;&gt; 32)
/// P = Page id, M = metric, D = day as yyyy-MM-dd, K = key of a map; all numbers unsigned, / is whole division
///
/// count     n = N("P|M|D"); n mod 16 = 0 → 0, else (n / 16) mod 5000            (mod 10000000000 when M contains "_view_time")
/// amount    the same count, read as cents
/// money     n = N("P|M|D"); n mod 16 = 0 → 0, else (n / 16) mod 5000000, as microAmount of USD
/// snapshot  1000 + N("P|M") mod 90000 + 2 × (days from 2015-01-01 to D) + N("P|M|D") mod 5
/// map       N("P|M|D") mod 16 = 0 → {}; else for each key K but "total": n = N("P|M|D|K"); n mod 3 = 0 → no such key, else 1 + (n / 3) mod 200
///           "total", where the metric has it, is the sum of its other keys
/// </code>
/// </summary>
public static class ValueFormula
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private static readonly DateOnly FirstDay = new(2015, 1, 1);

    /// <summary>N(text) of the formula.</summary>
    public static ulong Hash(string text) => Finish(Mix(Basis, Encoding.UTF8.GetBytes(text)));

    /// <summary>The hash of "P|M|", on which the days of one series go on.</summary>
    internal static ulong SeriesOf(string objectId, string metric) => Mix(Basis, Encoding.UTF8.GetBytes($"{objectId}|{metric}|"));

    /// <summary>The leaf numbers of one day: one, or one for each key but "total"; 0 where a key is absent.</summary>
    internal static void Leaves(MetricDefinition metric, string objectId, ulong series, DateOnly day, Span<long> leaves)
    {
        Span<byte> text = stackalloc byte[10];
        Print(day, text);
        var ofDay = Mix(series, text);
        var n = Finish(ofDay);
        switch (metric.Form)
        {
            case ValueForm.Snapshot:
                leaves[0] = (long)(1000 + (Hash($"{objectId}|{metric.Name}") % 90000) + (n % 5)) + (2L * (day.DayNumber - FirstDay.DayNumber));
                break;
            case ValueForm.Map:
                for (var leaf = 0; leaf < leaves.Length; leaf++)
                {
                    var ofKey = Finish(Mix(Mix(ofDay, "|"u8), metric.LeafKeys[leaf]));
                    leaves[leaf] = n % 16 == 0 || ofKey % 3 == 0 ? 0 : (long)(1 + (ofKey / 3 % 200));
                }

                break;
            case ValueForm.List:
                leaves[0] = 0;
                break;
            default:
                var size = metric.Form == ValueForm.Money ? 5_000_000UL : metric.IsLarge ? 10_000_000_000UL : 5_000UL;
                leaves[0] = n % 16 == 0 ? 0 : (long)(n / 16 % size);
                break;
        }
    }

    /// <summary>How many leaf numbers a day of this metric has.</summary>
    internal static int LeafCount(MetricDefinition metric) => metric.Form == ValueForm.Map ? metric.LeafKeys.Count : 1;

    private static void Print(DateOnly day, Span<byte> text)
    {
        var (year, month, dayOfMonth) = day;
        Utf8Formatter.TryFormat(year, text, out _, new System.Buffers.StandardFormat('D', 4));
        text[4] = text[7] = (byte)'-';
        text[5] = (byte)('0' + (month / 10));
        text[6] = (byte)('0' + (month % 10));
        text[8] = (byte)('0' + (dayOfMonth / 10));
        text[9] = (byte)('0' + (dayOfMonth % 10));
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * Prime);
        }

        return hash;
    }

    private static ulong Finish(ulong hash) => hash ^ (hash >> 32);
}
