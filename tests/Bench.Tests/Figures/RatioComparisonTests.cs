using Bench.Figures;

namespace Bench.Tests.Figures;

public sealed class RatioComparisonTests
{
    [Theory]
    [InlineData(1.5, 1.5)]
    [InlineData(1.5, 0.1)]
    [InlineData(1.5, 1.99)]
    [InlineData(300, 399.9)]
    [InlineData(0, 0)]
    public void A_ratio_may_get_worse_by_a_third_and_better_by_anything(double recorded, double measured) =>
        Assert.Empty(RatioComparison.Complaints([new("a", recorded)], [new("a", measured)]));

    [Theory]
    [InlineData(1.5, 2.01)]
    [InlineData(300, 401)]
    [InlineData(0, 0.1)]
    [InlineData(1.5, double.NaN)]
    [InlineData(1.5, double.PositiveInfinity)]
    public void A_ratio_that_is_worse_by_more_than_a_third_is_complained_of(double recorded, double measured)
    {
        var complaint = Assert.Single(RatioComparison.Complaints([new("a", recorded), new("b", 1)], [new("a", measured), new("b", 1)]));

        Assert.StartsWith("a is ", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_complaint_has_both_figures() =>
        Assert.Equal(
            ["CPU is 3.00; recorded is 1.50, which may get worse by a third at most."],
            RatioComparison.Complaints([new("CPU", 1.5)], [new("CPU", 3)]));

    [Fact]
    public void A_recorded_ratio_that_was_not_measured_is_complained_of() =>
        Assert.Equal(["a is recorded and was not measured."], RatioComparison.Complaints([new("a", 1), new("b", 1)], [new("b", 1)]));

    [Fact]
    public void A_measured_ratio_that_is_not_recorded_is_complained_of() =>
        Assert.Equal(["b was measured and is not recorded; record it with --record."], RatioComparison.Complaints([new("a", 1)], [new("a", 1), new("b", 1)]));
}
