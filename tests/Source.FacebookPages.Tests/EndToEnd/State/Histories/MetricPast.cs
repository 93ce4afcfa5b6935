namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>What the runs of a history can have done with one metric of one Page, day by day.</summary>
internal sealed class MetricPast
{
    private const int Days = 1200;

    /// <summary>The run that emitted the day last; -1 for none.</summary>
    public int[] EmittedIn { get; } = [.. Enumerable.Repeat(-1, Days)];

    /// <summary>Days that a good run was asked for, up to the newest one that the Page had: done, whether they had a value or not.</summary>
    public bool[] Settled { get; } = new bool[Days];

    /// <summary>Days that a run which did not end well may have covered while they had no value.</summary>
    public bool[] PerhapsMissed { get; } = new bool[Days];

    /// <summary>Days that may have been found silent when they were old enough for their silence to be believed.</summary>
    public bool[] PerhapsSilent { get; } = new bool[Days];

    /// <summary>The last day that any state may cover.</summary>
    public int High { get; set; } = int.MinValue / 2;
}
