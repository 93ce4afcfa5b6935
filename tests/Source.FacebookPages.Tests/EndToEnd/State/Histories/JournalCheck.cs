using System.Globalization;
using GraphSimulator.Journal;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>Goes through the calls of a run: nothing that was not to be read, nothing twice, and nothing again that is outside the lookback and known.</summary>
internal sealed class JournalCheck(ApiTimeline api, SurelyRead read, HistoryStep step, List<string> complaints)
{
    private readonly Dictionary<(int Page, string Metric, int Day), string> _asked = [];

    public void Check(IEnumerable<JournalEntry> calls, bool hasFailed)
    {
        foreach (var call in calls)
        {
            Check(call, mayRepeat: hasFailed || step.Refused.Count > 0);
        }
    }

    private void Check(JournalEntry call, bool mayRepeat)
    {
        var page = ApiTimeline.PageOf(call.PageId!);
        var (since, until) = (Day(call["since"]!), Day(call["until"]!));
        var text = $"page {page} {call["metric"]} days {since} to {until - 1}";
        // The last day of a window is asked for once more, with the day after it, when it was missing: `until` may be exclusive.
        var isReminder = until - since == 2 && call.Metrics.All(metric => _asked.ContainsKey((page, metric, since)));
        if (since < step.Start || until - 1 > step.LastComplete || until - since > step.Window + (isReminder ? 1 : 0))
        {
            complaints.Add($"{text} was asked for: out of bounds");
        }

        foreach (var metric in call.Metrics)
        {
            for (var day = since; day < (isReminder ? since : until); day++)
            {
                if (!_asked.TryAdd((page, metric, day), text) && !mayRepeat)
                {
                    complaints.Add($"{text} was asked for, and so was {_asked[(page, metric, day)]}");
                }

                if (read.IsNeedless(page, metric, day, step.Lookback))
                {
                    complaints.Add($"{text} was asked for, although {metric} day {day} was read before and lies outside the lookback");
                }
            }
        }
    }

    private int Day(string date) => api.NumberOf(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
