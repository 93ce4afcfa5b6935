using Bench.Figures;
using TestKit;

namespace Bench.Tests.Figures;

public sealed class RatioFileTests
{
    [Fact]
    public void Ratios_are_names_and_numbers_of_three_digits() =>
        Assert.Equal("{\n  \"wall\": 1.235,\n  \"bytes\": 40\n}\n", RatioFile.Render([new("wall", 1.23456), new("bytes", 40)]));

    [Fact]
    public void They_are_read_as_they_stand() =>
        Assert.Equal([new("wall", 1.235), new("bytes", 40)], RatioFile.Parse("{\n  \"wall\": 1.235,\n  \"bytes\": 40\n}\n"));

    [Fact]
    public void The_recorded_ones_are_those_that_the_guard_is_for()
    {
        var recorded = RatioFile.Parse(File.ReadAllText(Path.Combine(PublishedConnector.RepositoryRoot(), "bench", "ratios.json")));

        Assert.Equal(
            [
                "CPU of a read against the upper bound",
                "bytes allocated per record",
                "requests per Page for one day",
                "requests per Page for two years",
                "wall of a fleet against the ideal",
            ],
            recorded.Select(ratio => ratio.Name));
        Assert.All(recorded, ratio => Assert.True(ratio.Value > 0));
    }
}
