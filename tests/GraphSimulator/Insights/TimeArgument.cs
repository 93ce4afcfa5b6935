using System.Globalization;
using System.Text.RegularExpressions;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>A since or until as Graph reads it: Unix seconds, a date (Pacific midnight), a clock time (Pacific), or words.</summary>
/// <param name="At">The instant meant.</param>
/// <param name="IsUnix">Given as Unix seconds, for which the API treats until differently.</param>
internal readonly partial record struct TimeArgument(DateTimeOffset At, bool IsUnix)
{
    /// <summary>Null when Graph would refuse the text: milliseconds, offsets, nonsense.</summary>
    public static TimeArgument? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Length is > 0 and <= 11 && text.All(char.IsAsciiDigit))
        {
            return new(DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture)), IsUnix: true);
        }

        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new(PacificCalendar.MidnightOf(day), IsUnix: false);
        }

        string[] clockTimes = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];
        if (DateTime.TryParseExact(text, clockTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new(PacificCalendar.AtClockTime(local), IsUnix: false);
        }

        return Words(text.ToLowerInvariant(), now) is { } at ? new(at, IsUnix: false) : null;
    }

    private static DateTimeOffset? Words(string text, DateTimeOffset now)
    {
        var today = PacificCalendar.DayOf(now);
        switch (text)
        {
            case "now":
                return now;
            case "today":
                return PacificCalendar.MidnightOf(today);
            case "yesterday":
                return PacificCalendar.MidnightOf(today.AddDays(-1));
            case "tomorrow":
                return PacificCalendar.MidnightOf(today.AddDays(1));
        }

        var match = Ago().Match(text);
        if (!match.Success || (match.Groups["ago"].Success == match.Groups["minus"].Success))
        {
            return null;
        }

        var count = -int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        var clock = PacificCalendar.Local(now).DateTime;
        return PacificCalendar.AtClockTime(match.Groups["unit"].Value switch
        {
            "hour" => clock.AddHours(count),
            "day" => clock.AddDays(count),
            "week" => clock.AddDays(7 * count),
            "month" => clock.AddMonths(count),
            _ => clock.AddYears(count),
        });
    }

    [GeneratedRegex(
        "^(?<minus>-)?(?<count>[0-9]{1,4}) ?(?<unit>hour|day|week|month|year)s?(?<ago> ago)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ago();
}
