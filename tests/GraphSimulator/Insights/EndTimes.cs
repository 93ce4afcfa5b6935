using System.Globalization;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>The printed end_time of days, each made once for an answer: "2026-11-02T08:00:00+0000" with its quotes.</summary>
internal sealed class EndTimes
{
    private readonly Dictionary<DateOnly, byte[]> _printed = [];

    public ReadOnlySpan<byte> Of(DateOnly day)
    {
        if (!_printed.TryGetValue(day, out var text))
        {
            var end = PacificCalendar.MidnightOf(day.AddDays(1)).UtcDateTime;
            text = System.Text.Encoding.ASCII.GetBytes(end.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture).Insert(0, "\"") + "+0000\"");
            _printed.Add(day, text);
        }

        return text;
    }
}
