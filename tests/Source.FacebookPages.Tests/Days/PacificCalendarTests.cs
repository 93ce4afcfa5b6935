using System.Globalization;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Days;

public sealed class PacificCalendarTests
{
    private static readonly DateOnly First = new(2019, 1, 1);
    private static readonly DateOnly Last = new(2030, 12, 31);

    private static IEnumerable<DateOnly> TwelveYears => Enumerable.Range(First.DayNumber, Last.DayNumber - First.DayNumber + 1).Select(DateOnly.FromDayNumber);

    [Fact]
    public void Every_day_of_twelve_years_ends_when_the_US_rule_says()
    {
        foreach (var day in TwelveYears)
        {
            var end = PacificCalendar.EndOf(day);

            Assert.Equal(UsRule.EndOf(day), end);
            Assert.Equal(TimeSpan.Zero, end.Offset);
        }
    }

    [Fact]
    public void Every_end_of_a_day_of_twelve_years_leads_back_to_its_day() =>
        Assert.All(TwelveYears, day => Assert.Equal(day, PacificCalendar.DayEndingAt(UsRule.EndOf(day))));

    [Fact]
    public void Every_half_hour_of_twelve_years_lies_in_the_day_that_the_US_rule_says()
    {
        var end = UsRule.EndOf(Last);
        for (var instant = UsRule.EndOf(First.AddDays(-1)); instant < end; instant = instant.AddMinutes(30))
        {
            var day = UsRule.DayOf(instant);
            if (PacificCalendar.DayOf(instant) != day || PacificCalendar.LastCompleteDay(instant) != day.AddDays(-1))
            {
                Assert.Fail($"{instant:O} lies in {day:O}");
            }
        }
    }

    [Theory]
    [InlineData("2026-03-07", "2026-03-08T08:00:00Z", 24)]
    [InlineData("2026-03-08", "2026-03-09T07:00:00Z", 23)]
    [InlineData("2026-03-09", "2026-03-10T07:00:00Z", 24)]
    [InlineData("2026-10-31", "2026-11-01T07:00:00Z", 24)]
    [InlineData("2026-11-01", "2026-11-02T08:00:00Z", 25)]
    [InlineData("2026-11-02", "2026-11-03T08:00:00Z", 24)]
    public void The_days_around_the_changes_of_the_clock_have_their_own_lengths(string day, string end, int hours)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);

        Assert.Equal(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), PacificCalendar.EndOf(date));
        Assert.Equal(TimeSpan.FromHours(hours), PacificCalendar.EndOf(date) - PacificCalendar.EndOf(date.AddDays(-1)));
    }

    [Theory]
    [InlineData("2026-11-22T07:59:59Z", "2026-11-20")]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-21")]
    [InlineData("2026-07-01T06:59:59Z", "2026-06-29")]
    [InlineData("2026-07-01T07:00:00Z", "2026-06-30")]
    [InlineData("2026-11-22T17:00:00+09:00", "2026-11-21")]
    public void A_day_is_complete_from_the_Pacific_midnight_on(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), PacificCalendar.LastCompleteDay(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-01")]
    [InlineData("2026-03-02T23:59:59Z", "2026-03-01")]
    [InlineData("2026-03-02T07:59:59Z", "2026-02-28")]
    public void An_end_time_that_is_no_midnight_belongs_to_the_last_day_that_ended_before_it(string endTime, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), PacificCalendar.DayEndingAt(DateTimeOffset.Parse(endTime, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_machine_without_time_zone_data_counts_the_same_days()
    {
        var rule = PacificCalendar.RuleSince2007();

        foreach (var day in TwelveYears)
        {
            var end = UsRule.EndOf(day);
            Assert.Equal(day.AddDays(1), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, rule).DateTime));
            Assert.Equal(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end.AddTicks(-1), rule).DateTime));
            var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
            Assert.Equal(end, new DateTimeOffset(midnight, rule.GetUtcOffset(midnight)));
        }
    }
}
