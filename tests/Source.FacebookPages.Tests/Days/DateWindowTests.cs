using CsCheck;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Days;

public sealed class DateWindowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(89, 1)]
    [InlineData(90, 1)]
    [InlineData(91, 2)]
    [InlineData(730, 9)]
    [InlineData(731, 9)]
    public void Cut_into_ninety_days_makes_as_few_windows_as_can_be(int days, int windows) =>
        Assert.Equal(windows, Of(1000, 999 + days).Cut(90).Count());

    [Fact]
    public void Cutting_covers_every_day_once_and_in_order()
    {
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 900], Gen.Int[1, 90]).Sample(
            (first, days, longest) =>
            {
                var window = Of(first, first + days - 1);
                var pieces = window.Cut(longest).ToList();

                Assert.Equal(Enumerable.Range(first, days), pieces.SelectMany(DayNumbers));
                Assert.All(pieces, piece => Assert.InRange(piece.Days, 1, longest));
                Assert.All(pieces.SkipLast(1), piece => Assert.Equal(longest, piece.Days));
            },
            iter: 2_000);
    }

    [Fact]
    public void Windows_touch_when_no_day_lies_between_them()
    {
        Gen.Select(Gen.Int[100, 120], Gen.Int[0, 8], Gen.Int[100, 120], Gen.Int[0, 8]).Sample(
            (firstA, moreA, firstB, moreB) =>
            {
                var (a, b) = (Of(firstA, firstA + moreA), Of(firstB, firstB + moreB));
                var all = DayNumbers(a).Union(DayNumbers(b)).Order().ToList();
                var isOneRun = all[^1] - all[0] + 1 == all.Count;

                Assert.Equal(isOneRun, a.Touches(b));
                Assert.Equal(isOneRun, b.Touches(a));
                Assert.Equal(Of(all[0], all[^1]), a.Union(b));
            },
            iter: 2_000);
    }

    [Fact]
    public void It_contains_its_ends_and_nothing_beyond()
    {
        var window = new DateWindow(new DateOnly(2026, 2, 27), new DateOnly(2026, 3, 2));

        Assert.Equal(4, window.Days);
        Assert.False(window.Contains(new DateOnly(2026, 2, 26)));
        Assert.True(window.Contains(new DateOnly(2026, 2, 27)));
        Assert.True(window.Contains(new DateOnly(2026, 3, 2)));
        Assert.False(window.Contains(new DateOnly(2026, 3, 3)));
    }

    [Fact]
    public void In_messages_it_is_one_day_or_two_dates()
    {
        Assert.Equal("2026-02-27 to 2026-03-02", new DateWindow(new DateOnly(2026, 2, 27), new DateOnly(2026, 3, 2)).ToString());
        Assert.Equal("2026-02-27", new DateWindow(new DateOnly(2026, 2, 27), new DateOnly(2026, 2, 27)).ToString());
    }

    private static DateWindow Of(int first, int last) => new(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));

    private static IEnumerable<int> DayNumbers(DateWindow window) => Enumerable.Range(window.First.DayNumber, window.Last.DayNumber - window.First.DayNumber + 1);
}
