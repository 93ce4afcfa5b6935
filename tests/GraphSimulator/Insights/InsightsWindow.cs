using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>
/// The days an insights call means, and the neighbouring windows its paging names.
/// </summary>
/// <param name="First">Day of the first point.</param>
/// <param name="Last">Day of the last point; before <paramref name="First"/> when there is none.</param>
/// <param name="Start">Where the window begins, for paging.</param>
/// <param name="End">Where it ends.</param>
internal sealed record InsightsWindow(DateOnly First, DateOnly Last, DateOnly Start, DateOnly End)
{
    /// <summary>Whether since or until was given.</summary>
    public bool IsGiven { get; init; }

    public int Days => Math.Max(0, Last.DayNumber - First.DayNumber + 1);

    /// <summary>Calendar days from one border to the other: the length of the neighbouring windows.</summary>
    public int Span => Math.Max(1, End.DayNumber - Start.DayNumber);

    public static (InsightsWindow? Window, GraphError? Error) Of(CallParameters parameters, DateTimeOffset now, UntilRule rule, int longestRangeDays)
    {
        var (since, until, error) = Borders(parameters, now);
        if (error is not null)
        {
            return (null, error);
        }

        // Without until the window ends at yesterday's midnight, although later points exist (recorded).
        var usual = PacificCalendar.DayOf(now).AddDays(-1);
        if (since is { } from && until is { } to)
        {
            if (from.At > to.At)
            {
                return (null, GraphErrors.SinceAfterUntil);
            }

            return TooLong(from.At, to.At, longestRangeDays) ? (null, GraphErrors.RangeTooLong) : (Between(from, to, rule), null);
        }

        if (since is { } open)
        {
            var start = FirstDayAfter(open.At);
            return start >= usual ? (MovedBack(usual), null) : (Days2(start, usual), null);
        }

        var end = until is { } close ? PacificCalendar.DayOf(close.At) : usual;
        return (new InsightsWindow(end.AddDays(-2), end.AddDays(-1), end.AddDays(-2), end) { IsGiven = until is not null }, null);
    }

    private static InsightsWindow Days2(DateOnly start, DateOnly end) => new(start, end.AddDays(-1), start, end) { IsGiven = true };

    // since lies at or behind the usual end: one point, the last before it; its paging steps as if it were a day of its own (recorded).
    private static InsightsWindow MovedBack(DateOnly end) => new(end.AddDays(-1), end.AddDays(-1), end, end.AddDays(1)) { IsGiven = true };

    private static InsightsWindow Between(TimeArgument since, TimeArgument until, UntilRule rule)
    {
        if (rule == UntilRule.UtcDates && since.IsUnix && until.IsUnix)
        {
            var (fromUtc, toUtc) = (DateOnly.FromDateTime(since.At.UtcDateTime), DateOnly.FromDateTime(until.At.UtcDateTime.AddDays(1).AddTicks(-1)));
            return Days2(fromUtc, toUtc);
        }

        var first = FirstDayAfter(since.At);
        var untilsDay = PacificCalendar.DayOf(until.At);
        var end = rule switch
        {
            UntilRule.UntilsDayIncluded => untilsDay.AddDays(1),
            UntilRule.Recorded when until.IsUnix => untilsDay.AddDays(1),
            UntilRule.EndTimeBeforeUntil when PacificCalendar.IsMidnight(until.At) => untilsDay.AddDays(-1),
            _ => untilsDay,
        };
        return Days2(first, end);
    }

    // The day of the first end_time that is later than since: the day in which since lies.
    private static DateOnly FirstDayAfter(DateTimeOffset since) => PacificCalendar.DayOf(since);

    // The limit Graph names is 93 days in seconds; a stricter one is counted in calendar days, so that a day of 25 hours does no harm.
    private static bool TooLong(DateTimeOffset since, DateTimeOffset until, int longest)
        => longest >= 93
            ? (until - since).TotalSeconds > 8035200
            : PacificCalendar.DayOf(until).DayNumber - PacificCalendar.DayOf(since).DayNumber > longest;

    private static (TimeArgument? Since, TimeArgument? Until, GraphError? Error) Borders(CallParameters parameters, DateTimeOffset now)
    {
        TimeArgument? since = null;
        TimeArgument? until = null;
        if (parameters["since"] is { Length: > 0 } sinceText && (since = TimeArgument.Parse(sinceText, now)) is null)
        {
            return (null, null, GraphErrors.BadTime);
        }

        if (parameters["until"] is { Length: > 0 } untilText && (until = TimeArgument.Parse(untilText, now)) is null)
        {
            return (null, null, GraphErrors.BadTime);
        }

        if (since is null && until is null && parameters["date_preset"] is { Length: > 0 } preset)
        {
            var range = DatePreset.Parse(preset, PacificCalendar.DayOf(now));
            return range is { } days
                ? (Midnight(days.First), Midnight(days.Last.AddDays(1)), null)
                : (null, null, GraphErrors.BadDatePreset);
        }

        return (since, until, null);
    }

    private static TimeArgument Midnight(DateOnly day) => new(PacificCalendar.MidnightOf(day), IsUnix: false);
}
