using System.Globalization;
using System.Text;

namespace TestKit;

/// <summary>
/// The numbers of one metric of one Page, day by day: each key's running sum, so that a value over 28 days costs no more than one over a day. Metrics without keys have
/// the one key "".
/// </summary>
internal sealed class ExpectedSeries
{
    private const int Longest = 28;

    private readonly ExpectedMetric _metric;
    private readonly string _pageId;
    private readonly DateOnly _origin;
    private readonly SortedList<string, ulong[]> _sums = new(StringComparer.Ordinal);

    /// <summary>Computes the days that values from <paramref name="first"/> to <paramref name="last"/> need; days before <paramref name="start"/> count nothing.</summary>
    public ExpectedSeries(string pageId, ExpectedMetric metric, DateOnly first, DateOnly last, DateOnly start)
    {
        (_pageId, _metric, _origin) = (pageId, metric, first.AddDays(1 - Longest));
        var days = last.DayNumber - _origin.DayNumber + 1;
        foreach (var key in metric.Form == ExpectedForm.Map ? metric.Keys.Where(key => key != "total") : [""])
        {
            var sums = new ulong[days + 1];
            for (var index = 0; index < days; index++)
            {
                var day = _origin.AddDays(index);
                sums[index + 1] = sums[index] + (day < start || metric.Form == ExpectedForm.Snapshot ? 0 : OfDay(key, day));
            }

            _sums.Add(key, sums);
        }
    }

    /// <summary>The value over so many days that end with this one, in the form of <see cref="OutputRecord.Value"/>.</summary>
    public string Value(DateOnly day, int days)
    {
        ulong Of(string key)
        {
            var end = day.DayNumber - _origin.DayNumber + 1;
            var sum = _sums[key][end] - _sums[key][end - days];
            return days > 1 && _metric.CountsPeople ? sum * 3 / 4 : sum;
        }

        if (_metric.Form == ExpectedForm.Map)
        {
            var parts = _sums.Keys.ToDictionary(key => key, Of, StringComparer.Ordinal);
            if (_metric.Keys.Contains("total", StringComparer.Ordinal))
            {
                parts["total"] = parts.Values.Aggregate(0UL, (sum, part) => sum + part);
            }

            return Map(parts.Where(part => part.Value > 0).Select(part => (part.Key, Text(part.Value))));
        }

        var number = _metric.Form == ExpectedForm.Snapshot ? Snapshot(day) : Of("");
        return _metric.Breakdown is { } breakdown
            ? Map(Split(breakdown, number).Select(row => (row.Key, Plain(row.Number))))
            : Plain(number);
    }

    /// <summary>N of the documented formula.</summary>
    internal static ulong Number(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * 1099511628211UL);
        }

        return hash ^ (hash >> 32);
    }

    private static (string Key, ulong Number)[] Split(string breakdown, ulong number)
    {
        var (first, second, part) = breakdown switch
        {
            "is_from_ads" => ("0", "1", number / 5),
            "is_from_followers" => ("0", "1", number / 3),
            "earning_source" => ("reels", "in_stream_ads", number / 4),
            "monetization_tool" => ("ads", "bonus", number / 2),
            _ => throw new ArgumentOutOfRangeException(nameof(breakdown), breakdown, "Not documented."),
        };
        return [(first, number - part), (second, part)];
    }

    private ulong OfDay(string key, DateOnly day)
    {
        var text = Key(day);
        var n = Number(text);
        if (n % 16 == 0)
        {
            return 0;
        }

        if (_metric.Form != ExpectedForm.Map)
        {
            return n / 16 % (_metric.Form == ExpectedForm.Money ? 5_000_000UL : _metric.IsTime ? 10_000_000_000UL : 5_000UL);
        }

        var part = Number($"{text}|{key}");
        return part % 3 == 0 ? 0 : 1 + (part / 3 % 200);
    }

    private ulong Snapshot(DateOnly day) =>
        1000 + (Number($"{_pageId}|{_metric.RequestName}") % 90000) + (2 * (ulong)(day.DayNumber - new DateOnly(2015, 1, 1).DayNumber)) + (Number(Key(day)) % 5);

    private string Key(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{_pageId}|{_metric.RequestName}|{day:yyyy-MM-dd}");

    private string Plain(ulong number) => _metric.Form switch
    {
        ExpectedForm.Amount => (number / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        ExpectedForm.Money => $$"""{"currency":"USD","microAmount":{{Text(number)}}}""",
        _ => Text(number),
    };

    private static string Map(IEnumerable<(string Key, string Value)> parts) =>
        "{" + string.Join(',', parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"\"{part.Key}\":{part.Value}")) + "}";

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
