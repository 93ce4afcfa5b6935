using Bench.Figures;

namespace Bench.Tests.Figures;

public sealed class MedianTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3, 1, 2)]
    [InlineData(5, 1000, 1, 5)]
    [InlineData(2.5, 4, 1, 3, 2)]
    public void The_median_is_the_middle_whatever_the_order(double median, params double[] values) => Assert.Equal(median, Median.Of(values));

    [Fact]
    public void There_is_none_of_nothing() => Assert.Throws<ArgumentException>(() => Median.Of([]));

    [Fact]
    public void One_figure_of_several_runs_is_picked() => Assert.Equal(3, Median.Of(["a", "bbb", "ccccc"], text => text.Length));
}
