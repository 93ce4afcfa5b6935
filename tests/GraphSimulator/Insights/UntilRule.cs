namespace GraphSimulator.Insights;

/// <summary>Which points a window brings: the rules that documentation and recordings suggest.</summary>
public enum UntilRule
{
    /// <summary>
    /// As recorded in 2026: dates, since &lt; end_time ≤ until (until's day left out); Unix seconds, until's Pacific day
    /// is included.
    /// </summary>
    Recorded,

    /// <summary>since &lt; end_time ≤ until, however it was given.</summary>
    EndTimeUpToUntil,

    /// <summary>since &lt; end_time &lt; until, however it was given.</summary>
    EndTimeBeforeUntil,

    /// <summary>until's Pacific day is included, however it was given.</summary>
    UntilsDayIncluded,

    /// <summary>Unix seconds taken as UTC dates, until rounded up; dates as recorded.</summary>
    UtcDates,
}
