namespace GraphSimulator.Time;

/// <summary>
/// The calendar Facebook counts in: US Pacific days. Written from the rule of the law in force since 2007 (summer time
/// from the second Sunday of March, 02:00, to the first Sunday of November, 02:00), so that the simulator needs no
/// time-zone data and shares no code with what it tests.
/// </summary>
public static class PacificCalendar
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(-8);
    private static readonly TimeSpan Summer = TimeSpan.FromHours(-7);

    /// <summary>The instant at which the Pacific day <paramref name="day"/> begins.</summary>
    public static DateTimeOffset MidnightOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), OffsetAtMidnight(day));

    /// <summary>The Pacific day in which the instant lies.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The same instant, with Pacific clock time.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(OffsetAt(instant));

    /// <summary>23, 24 or 25.</summary>
    public static int HoursOf(DateOnly day) => (int)(MidnightOf(day.AddDays(1)) - MidnightOf(day)).TotalHours;

    /// <summary>Whether an instant is the beginning of a Pacific day.</summary>
    public static bool IsMidnight(DateTimeOffset instant) => MidnightOf(DayOf(instant)) == instant;

    /// <summary>The instant at which Pacific clocks show the given time; in the doubled hour of autumn, the first.</summary>
    public static DateTimeOffset AtClockTime(DateTime local)
    {
        var summer = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Summer);
        return OffsetAt(summer) == Summer ? summer : new DateTimeOffset(summer.DateTime, Standard);
    }

    /// <summary>"PST" or "PDT".</summary>
    public static string Abbreviation(DateTimeOffset instant) => OffsetAt(instant) == Summer ? "PDT" : "PST";

    private static TimeSpan OffsetAt(DateTimeOffset instant)
    {
        var year = instant.UtcDateTime.Year;
        var start = new DateTimeOffset(SpringSunday(year).ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero);
        var end = new DateTimeOffset(AutumnSunday(year).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        return instant >= start && instant < end ? Summer : Standard;
    }

    // Both switches happen at two in the morning: the midnight of a switching Sunday still has the old offset.
    private static TimeSpan OffsetAtMidnight(DateOnly day)
        => day > SpringSunday(day.Year) && day <= AutumnSunday(day.Year) ? Summer : Standard;

    private static DateOnly SpringSunday(int year) => FirstSunday(new DateOnly(year, 3, 1)).AddDays(7);

    private static DateOnly AutumnSunday(int year) => FirstSunday(new DateOnly(year, 11, 1));

    private static DateOnly FirstSunday(DateOnly first) => first.AddDays((7 - (int)first.DayOfWeek) % 7);
}
