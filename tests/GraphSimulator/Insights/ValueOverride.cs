namespace GraphSimulator.Insights;

/// <summary>
/// A value in place of the formula's, as JSON text: a late correction, a number of any size, a nested map, <c>null</c>.
/// Sums of longer periods are not touched by it.
/// </summary>
/// <param name="Metric">Metric it is for.</param>
/// <param name="Day">The Pacific day that ends at the point's end_time.</param>
/// <param name="Json">The value; an empty text: the point comes without a value.</param>
public sealed record ValueOverride(string Metric, DateOnly Day, string Json)
{
    public string? PageId { get; init; }

    public Period Period { get; init; } = Period.Day;

    /// <summary>From when on; null: at once.</summary>
    public DateTimeOffset? From { get; init; }

    internal bool Covers(string pageId, string metric, Period period, DateOnly day, DateTimeOffset now)
        => Day == day && Metric == metric && Period == period && (PageId is null || PageId == pageId) && (From is not { } from || now >= from);
}
