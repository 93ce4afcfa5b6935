using BenchmarkDotNet.Attributes;
using Source.FacebookPages.Days;
using Source.FacebookPages.Insights;
using Source.FacebookPages.State;

namespace Bench.Inner;

/// <summary>What to read of a Page.</summary>
[MemoryDiagnoser]
public class PlanBenchmark
{
    private static readonly DateOnly Last = new(2026, 5, 29);
    private readonly ReadRange _range = new(Last.AddDays(-729), Last, Last);
    private readonly Coverage _covered = Coverage.None.Add(Sample.Metrics.Select(metric => metric.Name), new DateWindow(Last.AddDays(-729), Last.AddDays(-1)));

    /// <summary>Everything.</summary>
    [Benchmark(Description = "plan a first read of two years")]
    public int First() => ReadPlan.For(Coverage.None, Sample.Metrics, _range, 7, 90).Count;

    /// <summary>One more day.</summary>
    [Benchmark(Description = "plan the run of the next day")]
    public int Daily() => ReadPlan.For(_covered, Sample.Metrics, _range, 7, 90).Count;
}
