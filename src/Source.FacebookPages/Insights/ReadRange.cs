using Source.FacebookPages.Days;

namespace Source.FacebookPages.Insights;

/// <summary>The days that a run is about; taken once at its start, so that midnight passing changes nothing.</summary>
/// <param name="Start">The first day wanted.</param>
/// <param name="End">The last day wanted, at most <paramref name="LastComplete"/>. Before <paramref name="Start"/> when nothing is wanted.</param>
/// <param name="LastComplete">The last day that has fully passed in Pacific time.</param>
internal sealed record ReadRange(DateOnly Start, DateOnly End, DateOnly LastComplete)
{
    /// <summary>How far back the API keeps insights.</summary>
    public const int HistoryYears = 2;

    /// <summary>Whether the configured start lies before what the API keeps, so that <see cref="Start"/> is later than asked for.</summary>
    public bool Clamped { get; private init; }

    /// <summary>Whether a cursor lies in the future: after every day that has fully passed.</summary>
    public bool IsFuture(DateTimeOffset cursor) => cursor > PacificCalendar.EndOf(LastComplete);

    /// <summary>
    /// The range for this moment: at most two years back, complete days only. Without a start, two years; without an end, the last complete day.
    /// </summary>
    public static ReadRange For(DateTimeOffset now, DateOnly? start, DateOnly? end)
    {
        var lastComplete = PacificCalendar.LastCompleteDay(now);
        var earliest = lastComplete.AddDays(1).AddYears(-HistoryYears);
        var clamped = start < earliest;
        return new ReadRange(
            start is null || clamped ? earliest : start.Value,
            end is null || end > lastComplete ? lastComplete : end.Value,
            lastComplete)
        {
            Clamped = clamped,
        };
    }
}
