using System.Globalization;

namespace Source.FacebookPages.Days;

/// <summary>Some consecutive Pacific days, both ends included.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, not before the first.</param>
internal readonly record struct DateWindow(DateOnly First, DateOnly Last)
{
    /// <summary>How many days it has.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Whether a day lies in it.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>Whether the two have a day in common or lie side by side.</summary>
    public bool Touches(DateWindow other) => First.DayNumber <= other.Last.DayNumber + 1 && other.First.DayNumber <= Last.DayNumber + 1;

    /// <summary>The smallest window around both.</summary>
    public DateWindow Union(DateWindow other) => new(First < other.First ? First : other.First, Last > other.Last ? Last : other.Last);

    /// <summary>Cuts the window into windows of at most <paramref name="days"/> days, the earliest first.</summary>
    public IEnumerable<DateWindow> Cut(int days)
    {
        for (var first = First.DayNumber; first <= Last.DayNumber; first += days)
        {
            yield return new(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(Math.Min(first + days - 1, Last.DayNumber)));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => First == Last
        ? First.ToString("O", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First:O} to {Last:O}");
}
