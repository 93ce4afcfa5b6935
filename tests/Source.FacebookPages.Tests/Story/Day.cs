using System.Globalization;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Story;

/// <summary>Days for stories: by number, counted from 2025-01-01 as day 0, or by date.</summary>
internal static class Day
{
    private static readonly DateOnly Zero = new(2025, 1, 1);

    public static DateOnly No(int number) => Zero.AddDays(number);

    public static int NumberOf(DateOnly day) => day.DayNumber - Zero.DayNumber;

    public static DateWindow Window(int first, int last) => new(No(first), No(last));

    public static IEnumerable<int> Numbers(DateWindow window) => Enumerable.Range(NumberOf(window.First), window.Days);

    public static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateWindow Window(string first, string last) => new(On(first), On(last));
}
