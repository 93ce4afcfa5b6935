using Bench.Figures;
using Bench.Inner;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace Bench.Scenarios;

/// <summary>The inner pieces, with BenchmarkDotNet, compiled just in time and not ahead.</summary>
internal sealed class InnerScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "inner";

    /// <inheritdoc/>
    public Task<Section> RunAsync()
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithWarmupCount(10).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(100)).WithToolchain(new InProcessNoEmitToolchain(logOutput: false)))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Running.Programs.Root, "artifacts", "bench"));
        Type[] benchmarks = [typeof(AnswerBenchmark), typeof(PlanBenchmark), typeof(RedactionBenchmark)];
        var rows = benchmarks.SelectMany(benchmark => BenchmarkRunner.Run(benchmark, config).Reports).Select(Row).ToList();
        return Task.FromResult(new Section(
            "Inner pieces",
            $"""
            Measured with BenchmarkDotNet within this process, compiled just in time. The answer has {Sample.Metrics.Count} metrics × {Sample.Window.Days} days =
            {Shown.Whole(Sample.Metrics.Count * Sample.Window.Days)} points in {Shown.Whole(Sample.Answer().Length)} bytes.
            """,
            ["piece", "median µs", "allocated bytes"],
            rows));
    }

    private static IReadOnlyList<string> Row(BenchmarkReport report)
    {
        var parameters = report.BenchmarkCase.Parameters.Items.Select(item => $"{item.Name} = {item.Value}").ToList();
        return
        [
            report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + (parameters.Count == 0 ? "" : $" ({string.Join(", ", parameters)})"),
            report.ResultStatistics is { } statistics ? Shown.Two(statistics.Median / 1000) : "failed",
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes ? Shown.Whole(bytes) : "–",
        ];
    }
}
