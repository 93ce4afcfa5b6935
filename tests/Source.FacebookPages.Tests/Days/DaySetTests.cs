using CsCheck;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Days;

public sealed class DaySetTests
{
    private static readonly Gen<(int First, int Last)> Window = Gen.Select(Gen.Int[1000, 1060], Gen.Int[0, 12], (first, more) => (first, first + more));

    [Fact]
    public void It_holds_the_days_that_a_set_of_day_numbers_holds()
    {
        Gen.Select(Window.Array[0, 8], Window).Sample(
            (added, asked) =>
            {
                var set = added.Aggregate(DaySet.Empty, (days, window) => days.Add(Of(window)));
                var days = added.SelectMany(Numbers).ToHashSet();

                Assert.Equal(days.Order(), set.Windows.SelectMany(Numbers));
                Assert.Equal(Numbers(asked).Where(day => !days.Contains(day)), set.MissingFrom(Of(asked)).SelectMany(Numbers));
                Assert.Equal(days.Count == 0 ? null : days.Max(), set.Latest?.Last.DayNumber);
            },
            iter: 5_000);
    }

    [Fact]
    public void Its_windows_and_those_missing_are_as_few_as_can_be()
    {
        Gen.Select(Window.Array[0, 8], Window).Sample(
            (added, asked) =>
            {
                var set = added.Aggregate(DaySet.Empty, (days, window) => days.Add(Of(window)));

                Assert.All(set.Windows.Zip(set.Windows.Skip(1)), pair => Assert.True(pair.Second.First.DayNumber > pair.First.Last.DayNumber + 1));
                var missing = set.MissingFrom(Of(asked));
                Assert.All(missing.Zip(missing.Skip(1)), pair => Assert.True(pair.Second.First.DayNumber > pair.First.Last.DayNumber + 1));
            },
            iter: 2_000);
    }

    [Fact]
    public void Two_sets_are_equal_when_they_hold_the_same_days_however_they_came_to_them()
    {
        Gen.Select(Window.Array[1, 6], Window.Array[1, 6]).Sample(
            (one, two) =>
            {
                var a = one.Aggregate(DaySet.Empty, (days, window) => days.Add(Of(window)));
                var reversed = one.Reverse().SelectMany(Numbers).Aggregate(DaySet.Empty, (days, day) => days.Add(Of((day, day))));
                var b = two.Aggregate(DaySet.Empty, (days, window) => days.Add(Of(window)));

                Assert.Equal(a, reversed);
                Assert.Equal(a.GetHashCode(), reversed.GetHashCode());
                Assert.Equal(one.SelectMany(Numbers).ToHashSet().SetEquals(two.SelectMany(Numbers)), a.Equals(b));
            },
            iter: 2_000);
    }

    [Fact]
    public void Adding_leaves_the_set_it_was_added_to_as_it_is()
    {
        var before = DaySet.Of(Of((10, 20)));

        before.Add(Of((15, 30)));

        Assert.Equal([Of((10, 20))], before.Windows);
    }

    [Fact]
    public void The_empty_set_lacks_every_day()
    {
        Assert.Null(DaySet.Empty.Latest);
        Assert.Equal([Of((10, 20))], DaySet.Empty.MissingFrom(Of((10, 20))));
        Assert.Equal(DaySet.Empty, DaySet.Empty);
        Assert.NotEqual(DaySet.Empty, DaySet.Of(Of((1, 1))));
    }

    private static DateWindow Of((int First, int Last) window) => new(DateOnly.FromDayNumber(window.First), DateOnly.FromDayNumber(window.Last));

    private static IEnumerable<int> Numbers((int First, int Last) window) => Enumerable.Range(window.First, window.Last - window.First + 1);

    private static IEnumerable<int> Numbers(DateWindow window) => Numbers((window.First.DayNumber, window.Last.DayNumber));
}
