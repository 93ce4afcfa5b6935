using GraphSimulator.Faults;
using GraphSimulator.Http;

namespace GraphSimulator.World;

/// <summary>From when on an insights call asks for too much: metrics × days, or one of them alone.</summary>
public sealed record TooMuchData
{
    /// <summary>Most points (metrics × days × periods) of one answer.</summary>
    public int MostPoints { get; init; } = int.MaxValue;

    public int MostMetrics { get; init; } = int.MaxValue;

    public int MostDays { get; init; } = int.MaxValue;

    /// <summary>Only on this Page.</summary>
    public string? PageId { get; init; }

    /// <summary>"reduce the amount of data" (1), or 1/99.</summary>
    public GraphError Error { get; init; } = GraphErrors.ReduceData;

    internal bool IsExceeded(string pageId, int metrics, int days, int periods)
        => (PageId is null || PageId == pageId) && (metrics > MostMetrics || days > MostDays || (long)metrics * days * periods > MostPoints);
}
