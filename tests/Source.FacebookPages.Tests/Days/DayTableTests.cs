using System.Text;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Days;

public sealed class DayTableTests
{
    private static readonly DateWindow TwoYears = new(new DateOnly(2025, 1, 1), new DateOnly(2026, 12, 31));
    private static readonly DayTable Table = new(TwoYears);

    [Theory]
    [InlineData("+0000")]
    [InlineData("Z")]
    [InlineData("+00:00")]
    [InlineData(".000Z")]
    [InlineData(".000+0000")]
    public void Every_day_is_found_by_its_end_time_in_every_spelling_of_UTC(string zone)
    {
        for (var day = TwoYears.First; day <= TwoYears.Last; day = day.AddDays(1))
        {
            var end = UsRule.EndOf(day);
            var row = Find($"{end:yyyy-MM-dd'T'HH:mm:ss}{zone}");

            Assert.NotNull(row);
            Assert.Equal(day, row.Day);
            Assert.Equal(end, row.EndTime);
            Assert.Equal($"{end:yyyy-MM-dd'T'HH:mm:ss}Z", row.EndTimeText.ToString());
            Assert.Equal($"{day:yyyy-MM-dd}", row.DateText.ToString());
        }
    }

    [Theory]
    [InlineData("2026-03-02T00:00:00-0800")]
    [InlineData("2026-03-02T00:00:00-08:00")]
    [InlineData("2026-03-02T09:00:00+0100")]
    [InlineData("2026-03-02 08:00:00Z")]
    [InlineData("2026-03-02T08:00:00")]
    public void The_same_midnight_is_found_when_it_is_told_in_another_way(string endTime)
    {
        var row = Find(endTime);

        Assert.NotNull(row);
        Assert.Equal(new DateOnly(2026, 3, 1), row.Day);
        Assert.Equal("2026-03-02T08:00:00Z", row.EndTimeText.ToString());
    }

    [Theory]
    [InlineData("2026-03-02T07:00:00+0000", "2026-02-28")]
    [InlineData("2026-03-02T07:59:59+0000", "2026-02-28")]
    [InlineData("2026-03-02T08:00:01+0000", "2026-03-01")]
    [InlineData("2026-07-02T08:00:00+0000", "2026-07-01")]
    [InlineData("2026-07-02T00:00:00+0000", "2026-06-30")]
    public void A_time_that_is_no_Pacific_midnight_keeps_its_text_and_counts_for_the_day_that_ended_last(string endTime, string day)
    {
        var row = Find(endTime);

        Assert.NotNull(row);
        Assert.Equal(day, row.DateText.ToString());
        Assert.Equal($"{row.Day:O}", day);
        Assert.Equal(endTime.Replace("+0000", "Z", StringComparison.Ordinal), row.EndTimeText.ToString());
    }

    [Fact]
    public void Every_hour_of_two_years_is_found_under_the_day_that_the_calendar_says()
    {
        for (var instant = UsRule.EndOf(TwoYears.First); instant < UsRule.EndOf(TwoYears.Last); instant = instant.AddHours(1))
        {
            var row = Find($"{instant:yyyy-MM-dd'T'HH:mm:ss}+0000");
            if (row?.Day != UsRule.DayOf(instant).AddDays(-1) || row.EndTime != instant)
            {
                Assert.Fail($"{instant:O} was found as {row?.Day:O}");
            }
        }
    }

    [Theory]
    [InlineData("2025-01-01T08:00:00+0000")]
    [InlineData("2027-01-02T08:00:00+0000")]
    [InlineData("0001-01-01T00:00:00+0000")]
    [InlineData("9999-12-31T23:59:59+0000")]
    public void A_day_outside_the_table_is_not_found(string endTime) => Assert.Null(Find(endTime));

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("1772611200")]
    [InlineData("2026-02-30T08:00:00+0000")]
    [InlineData("2026-13-01T08:00:00+0000")]
    [InlineData("2026-00-01T08:00:00+0000")]
    [InlineData("0000-01-01T08:00:00+0000")]
    [InlineData("2026-03-02T24:00:00+0000")]
    [InlineData("2026-03-02T08:60:00+0000")]
    [InlineData("2026-03-02T08:00:60+0000")]
    [InlineData("2026-03-02T08:00:0x+0000")]
    [InlineData("2026-03-02T08:00:00+0000x")]
    [InlineData("2026-03-02T08:00:00 UTC")]
    [InlineData("02.03.2026 08:00:00")]
    [InlineData("3/2/2026 8:00:00 AM")]
    [InlineData("March 2026")]
    public void What_is_no_time_is_not_found(string endTime) => Assert.Null(Find(endTime));

    [Fact]
    public void A_time_of_day_without_a_date_is_not_taken_for_today()
    {
        var today = PacificCalendar.DayOf(TimeProvider.System.GetUtcNow());
        var table = new DayTable(new DateWindow(today.AddDays(-3), today.AddDays(3)));

        Assert.Null(table.Find("08:00:00+0000"u8));
        Assert.Null(table.Find("08:00"u8));
    }

    [Fact]
    public void A_guess_of_the_next_day_never_changes_what_is_found()
    {
        string[] times =
        [
            "2026-03-07T08:00:00+0000", "2026-03-08T08:00:00+0000", "2026-03-09T07:00:00+0000", "2026-03-10T07:00:00+0000", "2026-03-10T07:00:00+0000", "2026-03-08T08:00:00+0000",
            "2026-03-09T08:00:00+0000", "2026-03-10T07:00:00Z", "2026-03-11T07:00:00+0100", "never", "2030-01-01T08:00:00+0000", "2025-01-02T08:00:00+0000", "2027-01-01T08:00:00+0000",
        ];

        foreach (var guess in new[] { int.MinValue, -1, 0, 429, 729, 730, int.MaxValue })
        {
            var next = guess;
            var found = times.Select(time => Table.Find(Encoding.UTF8.GetBytes(time), ref next)?.EndTimeText.ToString()).ToList();

            Assert.Equal(
                [
                    "2026-03-07T08:00:00Z", "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z", "2026-03-10T07:00:00Z", "2026-03-10T07:00:00Z", "2026-03-08T08:00:00Z",
                    "2026-03-09T08:00:00Z", "2026-03-10T07:00:00Z", "2026-03-11T06:00:00Z", null, null, "2025-01-02T08:00:00Z", "2027-01-01T08:00:00Z",
                ],
                found);
        }
    }

    [Fact]
    public void The_guess_moves_on_with_what_is_found()
    {
        var next = 0;

        Table.Find("2026-03-02T08:00:00+0000"u8, ref next);
        Assert.Equal(425, next);
        Table.Find("2026-03-03T08:00:00+0000"u8, ref next);
        Assert.Equal(426, next);
        Table.Find("never"u8, ref next);
        Assert.Equal(426, next);
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00+0000", ",\"end_time\":\"2026-03-02T08:00:00Z\",\"date\":\"2026-03-01\",\"value\":")]
    [InlineData("2026-03-02T09:30:00+0000", ",\"end_time\":\"2026-03-02T09:30:00Z\",\"date\":\"2026-03-01\",\"value\":")]
    public void A_day_is_also_there_as_members_of_a_record(string endTime, string members) => Assert.Equal(members, Encoding.UTF8.GetString(Find(endTime)!.Members));

    [Fact]
    public void Bytes_that_are_no_text_are_not_found() => Assert.Null(Table.Find([0xff, 0xfe, 0x32, 0x30]));

    [Fact]
    public void A_table_of_no_days_finds_nothing()
    {
        var table = new DayTable(new DateWindow(new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 1)));

        Assert.Null(table.Find("2026-03-02T08:00:00+0000"u8));
        Assert.Null(table.Find("2026-03-06T08:00:00+0000"u8));
    }

    private static DayTable.Row? Find(string endTime) => Table.Find(Encoding.UTF8.GetBytes(endTime));
}
