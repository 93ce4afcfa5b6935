namespace Airbyte.Cdk.Tests;

/// <summary>Random streams, partitions, ends, stops and concurrency: every promise of the output must hold in every case.</summary>
public sealed class InterleavingTests
{
    private const int CasesPerBlock = 75;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task The_output_keeps_its_promises_whatever_the_interleaving(int block)
    {
        for (var seed = block * CasesPerBlock; seed < (block + 1) * CasesPerBlock; seed++)
        {
            var scenario = Scenario.Draw(seed);
            var run = await scenario.Run();
            try
            {
                OutputChecker.Check(scenario, run);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message}\n{run.StandardOutput}");
            }
        }
    }

    [Fact]
    public void The_cases_are_not_all_alike()
    {
        var scenarios = Enumerable.Range(0, 8 * CasesPerBlock).Select(Scenario.Draw).ToList();
        var partitions = scenarios.SelectMany(scenario => scenario.Streams).SelectMany(stream => stream.Partitions).ToList();

        Assert.All(Enum.GetValues<PlannedEnd>(), end => Assert.True(partitions.Count(partition => partition.End == end) > 50));
        Assert.True(scenarios.Count(scenario => scenario.StopAfterBatches < int.MaxValue) > 50);
        Assert.True(scenarios.Count(scenario => scenario.Refused.Length > 0) > 50);
        Assert.True(scenarios.Count(scenario => scenario.LastRound == 0) > 50);
        Assert.True(scenarios.Count(scenario => scenario.LastRound > 1) > 50);
        Assert.True(scenarios.Count(scenario => scenario.FailingRound <= scenario.LastRound) > 50);
        Assert.True(scenarios.SelectMany(scenario => scenario.Streams).Count(stream => stream.FirstRound > 0) > 50);
        Assert.True(scenarios.SelectMany(scenario => scenario.Streams).Count(stream => stream.FirstRound < stream.LastRound) > 50);
        Assert.True(scenarios.SelectMany(scenario => scenario.Streams).Count(stream => stream.Partitions.Length == 0) > 50);
        Assert.True(scenarios.SelectMany(scenario => scenario.Streams).Count(stream => !stream.HasState) > 50);
    }
}
