using System.Globalization;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class ReadRangeTests
{
    private static readonly DateTimeOffset Now = At("2026-11-22T18:00:00Z");

    [Fact]
    public void Without_dates_it_is_two_years_up_to_the_last_complete_day()
    {
        var range = ReadRange.For(Now, null, null);

        Assert.Equal(Day.On("2024-11-22"), range.Start);
        Assert.Equal(Day.On("2026-11-21"), range.End);
        Assert.Equal(Day.On("2026-11-21"), range.LastComplete);
        Assert.False(range.Clamped);
    }

    [Fact]
    public void A_start_before_what_the_API_keeps_is_moved_to_two_years_back_and_said_so()
    {
        var range = ReadRange.For(Now, Day.On("2024-11-21"), null);

        Assert.Equal(Day.On("2024-11-22"), range.Start);
        Assert.True(range.Clamped);
    }

    [Fact]
    public void A_start_two_years_back_to_the_day_is_taken_as_it_is()
    {
        var range = ReadRange.For(Now, Day.On("2024-11-22"), null);

        Assert.Equal(Day.On("2024-11-22"), range.Start);
        Assert.False(range.Clamped);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("2026-11-22", "2026-11-21")]
    [InlineData("2030-01-01", "2026-11-21")]
    [InlineData("2026-06-30", "2026-06-30")]
    public void It_never_ends_after_the_last_complete_day(string configured, string end)
    {
        var range = ReadRange.For(Now, Day.On("2026-01-01"), Day.On(configured));

        Assert.Equal(Day.On(end), range.End);
        Assert.Equal(Day.On("2026-11-21"), range.LastComplete);
    }

    [Fact]
    public void A_start_in_the_future_leaves_nothing_to_want()
    {
        var range = ReadRange.For(Now, Day.On("2026-12-01"), null);

        Assert.True(range.End < range.Start);
        Assert.False(range.Clamped);
    }

    [Theory]
    [InlineData("2026-11-22T07:59:59Z", "2026-11-20")]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-21")]
    [InlineData("2026-06-22T06:59:59Z", "2026-06-20")]
    [InlineData("2026-06-22T07:00:00Z", "2026-06-21")]
    public void The_day_ends_at_Pacific_midnight(string now, string lastComplete) =>
        Assert.Equal(Day.On(lastComplete), ReadRange.For(At(now), null, null).LastComplete);

    [Fact]
    public void Two_years_before_a_29th_of_February_is_a_28th() =>
        Assert.Equal(Day.On("2026-02-28"), ReadRange.For(At("2028-02-29T20:00:00Z"), null, null).Start);

    [Fact]
    public void Two_years_fit_into_nine_windows_of_ninety_days_on_every_day()
    {
        for (var now = At("2026-01-01T12:00:00Z"); now < At("2032-01-01T00:00:00Z"); now = now.AddDays(1))
        {
            var range = ReadRange.For(now, null, null);
            Assert.InRange(range.End.DayNumber - range.Start.DayNumber + 1, 729, 9 * 90);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
