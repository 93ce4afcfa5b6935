using Source.FacebookPages.Days;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Tests.Story;

/// <summary>Coverage for stories.</summary>
internal static class Covered
{
    public static Coverage Days(int first, int last, params string[] metrics) => Coverage.None.And(first, last, metrics);

    public static Coverage And(this Coverage coverage, int first, int last, params string[] metrics) => coverage.Add(metrics, Day.Window(first, last));

    public static Coverage Of(string metric, IEnumerable<(int First, int Last)> windows, Coverage coverage) =>
        windows.Aggregate(coverage, (all, window) => all.Add([metric], Day.Window(window.First, window.Last)));

    public static DateWindow? LatestOf(this Coverage coverage, string metric) => coverage.Of(metric).Latest;
}
