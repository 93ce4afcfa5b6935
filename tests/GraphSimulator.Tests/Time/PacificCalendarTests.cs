using GraphSimulator.Time;

namespace GraphSimulator.Tests.Time;

public sealed class PacificCalendarTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Fact]
    public void Midnights_agree_with_the_time_zone_database_on_every_day_of_thirty_years()
    {
        for (var day = new DateOnly(2007, 1, 1); day < new DateOnly(2037, 1, 1); day = day.AddDays(1))
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            Assert.Equal(new DateTimeOffset(local, Zone.GetUtcOffset(local)), PacificCalendar.MidnightOf(day));
        }
    }

    [Fact]
    public void The_day_of_an_instant_agrees_with_the_time_zone_database_every_half_hour_of_five_years()
    {
        for (var instant = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero); instant.Year < 2028; instant = instant.AddMinutes(30))
        {
            var local = TimeZoneInfo.ConvertTime(instant, Zone);
            Assert.Equal(DateOnly.FromDateTime(local.DateTime), PacificCalendar.DayOf(instant));
            Assert.Equal(local.Offset, PacificCalendar.Local(instant).Offset);
        }
    }

    [Theory]
    [InlineData("2026-03-08", 23)]
    [InlineData("2026-11-01", 25)]
    [InlineData("2026-11-02", 24)]
    public void Switching_days_have_another_length(string day, int hours)
        => Assert.Equal(hours, PacificCalendar.HoursOf(DateOnly.Parse(day)));

    [Fact]
    public void A_clock_that_runs_goes_on_from_where_it_was_set()
    {
        var running = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var clock = new SimulatedClock(SimulatedWorld.DefaultNow, running);
        running.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(SimulatedWorld.DefaultNow.AddMinutes(7), clock.GetUtcNow());

        clock.Set(SimulatedWorld.DefaultNow.AddDays(1));
        running.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SimulatedWorld.DefaultNow.AddDays(1).AddMinutes(1), clock.GetUtcNow());
    }
}
