using Bench.Figures;

namespace Bench.Tests.Figures;

public sealed class MedianTests
{
    [Theory]
    [InlineData(2.0, new[] { 2.0 })]
    [InlineData(2.0, new[] { 3.0, 1.0, 2.0 })]
    [InlineData(5.0, new[] { 1000.0, 1.0, 5.0 })]
    [InlineData(2.5, new[] { 4.0, 1.0, 3.0, 2.0 })]
    public void The_median_is_the_middle_whatever_the_order(double median, double[] values) => Assert.Equal(median, Median.Of(values));

    [Fact]
    public void There_is_none_of_nothing() => Assert.Throws<ArgumentException>(() => Median.Of([]));

    [Fact]
    public void One_figure_of_several_runs_is_picked() => Assert.Equal(3, Median.Of(["a", "bbb", "ccccc"], text => text.Length));
}
