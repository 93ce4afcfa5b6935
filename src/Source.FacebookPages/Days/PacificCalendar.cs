namespace Source.FacebookPages.Days;

/// <summary>
/// The calendar that Facebook counts in. A day begins and ends at midnight in Los Angeles; a value belongs to the day that ends at its <c>end_time</c>.
/// </summary>
internal static class PacificCalendar
{
    private static readonly TimeZoneInfo Zone = FindZone();

    /// <summary>The Pacific day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The last day that has fully passed at this instant.</summary>
    public static DateOnly LastCompleteDay(DateTimeOffset now) => DayOf(now).AddDays(-1);

    /// <summary>The instant at which a day ends, in UTC: the <c>end_time</c> of its values. 07:00 in summer, 08:00 in winter.</summary>
    public static DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>
    /// The day that a value with this <c>end_time</c> belongs to: the Pacific date of the instant, less one calendar day. Not 24 hours less: at the
    /// daylight-saving changes a day has 23 or 25.
    /// </summary>
    public static DateOnly DayEndingAt(DateTimeOffset endTime) => DayOf(endTime).AddDays(-1);

    private static TimeZoneInfo FindZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone) ? zone : RuleSince2007();

    /// <summary>For a machine without time-zone data: the rule that has held since 2007 (second Sunday of March, first Sunday of November).</summary>
    internal static TimeZoneInfo RuleSince2007()
    {
        var two = new DateTime(1, 1, 1, 2, 0, 0, DateTimeKind.Unspecified);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, 3, 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, 11, 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("Pacific", TimeSpan.FromHours(-8), "Pacific", "PST", "PDT", [rule]);
    }
}
