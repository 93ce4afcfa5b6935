using Source.FacebookPages.Aws.Lambda;

namespace Source.FacebookPages.Tests.Aws.Lambda;

public sealed class EmbeddedMetricTests
{
    [Fact]
    public void A_few_values_are_all_there() =>
        Assert.Equal([1, 1, 1, 7], EmbeddedMetric.Spread("m", "Count", [(1, 3), (7, 1)])!.Values);

    [Fact]
    public void Of_no_value_there_is_no_metric() => Assert.Null(EmbeddedMetric.Spread("m", "Count", []));

    [Fact]
    public void Of_many_a_hundred_stand_for_all_from_the_least_to_the_greatest()
    {
        var values = EmbeddedMetric.Spread("m", "Count", [(1, 1), (2, 5_000), (3, 4_998), (90, 1)])!.Values;

        Assert.Equal(100, values.Count);
        Assert.Equal((1, 90), (values[0], values[^1]));
        Assert.InRange(values.Count(value => value is 2), 48, 51);
        Assert.Equal(values.Order(), values);
    }
}
