namespace Source.FacebookPages.Unattended;

/// <summary>When an unattended run has to stop reading, so that it can still store what it has read before its time is over.</summary>
internal static class TimeLimit
{
    /// <summary>The longest time that is kept free at the end.</summary>
    public static TimeSpan LongestMargin { get; } = TimeSpan.FromSeconds(20);

    /// <summary>The moment to stop by; null for a run without a limit. Of two limits the earlier one counts.</summary>
    /// <param name="start">When the run began.</param>
    /// <param name="deadline">When whoever started the run ends it by force; null for never.</param>
    /// <param name="maxRuntimeSeconds">How many seconds the run may take as a whole, by the user's wish; null for any number.</param>
    public static DateTimeOffset? StopBy(DateTimeOffset start, DateTimeOffset? deadline, int? maxRuntimeSeconds)
    {
        DateTimeOffset? wanted = maxRuntimeSeconds is { } seconds ? start.AddSeconds(seconds) : null;
        DateTimeOffset? end = deadline < wanted || wanted is null ? deadline : wanted;
        return end is { } moment ? StopBy(start, moment) : null;
    }

    /// <summary>
    /// The moment to stop by when everything must be over at <paramref name="end"/>: 20 seconds or a fifth of the time before, whichever is less. When the end has passed, so has the moment.
    /// </summary>
    public static DateTimeOffset StopBy(DateTimeOffset start, DateTimeOffset end)
    {
        var fifth = (end - start) / 5;
        return end - (fifth < LongestMargin ? fifth : LongestMargin);
    }
}
