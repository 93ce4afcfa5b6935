using System.Globalization;
using System.Text.Json.Nodes;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>What a state claims to have read, by its documented form and read with no code of the connector.</summary>
internal sealed class StateClaims
{
    private const int Most = 1200;

    private readonly DateOnly _zero;
    private readonly Dictionary<(string PageId, string Metric), bool[]> _days = [];

    private StateClaims(DateOnly zero) => _zero = zero;

    /// <summary>The cursor of each Page that the state knows.</summary>
    public Dictionary<string, DateTimeOffset> EndTimes { get; } = new(StringComparer.Ordinal);

    /// <summary>The cursor of the whole.</summary>
    public DateTimeOffset EndTime { get; private set; }

    public static StateClaims None { get; } = new(default);

    public static StateClaims Of(string stream, JsonObject blob, DateOnly zero)
    {
        var claims = new StateClaims(zero) { EndTime = Time(blob) };
        Assert.Equal(1, blob["version"]!.GetValue<int>());
        var sets = blob["metric_sets"]!.AsArray().Select(set => set!.AsArray().Select(name => name!.GetValue<string>()).ToList()).ToList();
        if (blob["pages"] is JsonObject pages)
        {
            foreach (var (pageId, part) in pages)
            {
                claims.Take(pageId, part!.AsObject(), sets);
            }
        }
        else
        {
            claims.Take(stream["page_insights_".Length..], blob, sets);
        }

        return claims;
    }

    /// <summary>What this state claims and the other does not.</summary>
    public IEnumerable<(string PageId, string Metric, int Day)> Without(StateClaims other)
    {
        foreach (var (key, days) in _days)
        {
            var known = other._days.GetValueOrDefault(key);
            for (var day = 0; day < Most; day++)
            {
                if (days[day] && (known is null || !known[day]))
                {
                    yield return (key.PageId, key.Metric, day);
                }
            }
        }
    }

    /// <summary>The last day claimed for a metric of a Page; -1 for none.</summary>
    public int LastDay(string pageId, string metric) => _days.TryGetValue((pageId, metric), out var days) ? Array.LastIndexOf(days, true) : -1;

    /// <summary>The last day claimed for any metric of a Page; -1 for none.</summary>
    public int LastDay(string pageId) => _days.Keys.Where(key => key.PageId == pageId).Select(key => LastDay(pageId, key.Metric)).Append(-1).Max();

    private void Take(string pageId, JsonObject part, List<List<string>> sets)
    {
        EndTimes.Add(pageId, Time(part));
        foreach (var range in part["covered"]!.AsArray())
        {
            var (since, until) = (Date(range!["since"]!), Date(range["until"]!));
            Assert.True(since <= until);
            foreach (var metric in sets[range["metrics"]!.GetValue<int>()])
            {
                if (!_days.TryGetValue((pageId, metric), out var days))
                {
                    _days.Add((pageId, metric), days = new bool[Most]);
                }

                for (var day = since.DayNumber - _zero.DayNumber; day <= until.DayNumber - _zero.DayNumber; day++)
                {
                    Assert.False(days[day], "a day is claimed twice");
                    days[day] = true;
                }
            }
        }
    }

    private static DateTimeOffset Time(JsonObject part) =>
        DateTimeOffset.ParseExact(part["end_time"]!.GetValue<string>(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateOnly Date(JsonNode node) => DateOnly.ParseExact(node.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
