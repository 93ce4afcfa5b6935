namespace GraphSimulator.Insights;

/// <summary>Days left out of answers: of one Page or all, of one metric or all, of one period or all.</summary>
public sealed record HiddenDays(DateOnly From, DateOnly To)
{
    public string? PageId { get; init; }

    public string? Metric { get; init; }

    public Period? Period { get; init; }

    /// <summary>When they appear; null: never.</summary>
    public DateTimeOffset? AppearAt { get; init; }

    internal bool Covers(string pageId, string metric, Period period, DateOnly day, DateTimeOffset now)
        => day >= From && day <= To
            && (PageId is null || PageId == pageId)
            && (Metric is null || Metric == metric)
            && (Period is null || Period == period)
            && (AppearAt is not { } appears || now < appears);
}
