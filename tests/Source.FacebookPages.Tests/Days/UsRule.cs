namespace Source.FacebookPages.Tests.Days;

/// <summary>
/// Pacific time by the letter of the US rule, without any time-zone data: UTC-8, and UTC-7 from the second Sunday of March, 02:00 (10:00 UTC), to the first Sunday of November, 02:00 (09:00 UTC).
/// </summary>
internal static class UsRule
{
    public static DateTimeOffset SpringChange(int year) => new(SundayOf(year, 3, 2).ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero);

    public static DateTimeOffset AutumnChange(int year) => new(SundayOf(year, 11, 1).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset instant)
    {
        var isSummer = instant >= SpringChange(instant.UtcDateTime.Year) && instant < AutumnChange(instant.UtcDateTime.Year);
        return DateOnly.FromDateTime(instant.UtcDateTime.AddHours(isSummer ? -7 : -8));
    }

    public static DateTimeOffset EndOf(DateOnly day)
    {
        // Midnight lies two hours before a change, so the next day begins by the clock of before on the Sunday itself.
        var next = day.AddDays(1);
        var isSummer = next > SundayOf(next.Year, 3, 2) && next <= SundayOf(next.Year, 11, 1);
        return new(next.ToDateTime(new TimeOnly(isSummer ? 7 : 8, 0)), TimeSpan.Zero);
    }

    private static DateOnly SundayOf(int year, int month, int number)
    {
        var sundays = Enumerable.Range(1, 28).Select(day => new DateOnly(year, month, day)).Where(day => day.DayOfWeek == DayOfWeek.Sunday);
        return sundays.ElementAt(number - 1);
    }
}
