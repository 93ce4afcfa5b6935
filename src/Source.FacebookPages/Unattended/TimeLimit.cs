namespace Source.FacebookPages.Unattended;

/// <summary>When a run has to stop reading so that there is time left to store what it has. A pure function.</summary>
internal static class TimeLimit
{
    private static readonly TimeSpan LargestMargin = TimeSpan.FromSeconds(20);

    /// <summary>The moment to stop: before the end by 20 seconds or a fifth of the time, whichever is less.</summary>
    /// <param name="now">When the run begins.</param>
    /// <param name="end">When everything has to be over.</param>
    public static DateTimeOffset StopBy(DateTimeOffset now, DateTimeOffset end)
    {
        var margin = (end - now) / 5;
        return end - (margin < LargestMargin ? margin : LargestMargin);
    }
}
