using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Tests.Pages;

public sealed class DataLimitTests
{
    [Fact]
    public void It_starts_at_the_most()
    {
        var limit = new DataLimit();

        Assert.Equal((50, 90), (limit.Metrics, limit.Days));
    }

    [Fact]
    public void Metrics_are_halved_down_to_one_then_days_and_then_nothing_is_left_to_try()
    {
        var limit = new DataLimit();
        var (metrics, days) = (34, 90);
        List<(int, int)> tried = [(metrics, days)];
        while (limit.Shrink(metrics, days))
        {
            (metrics, days) = (Math.Min(metrics, limit.Metrics), Math.Min(days, limit.Days));
            tried.Add((metrics, days));
        }

        Assert.Equal(
            [(34, 90), (17, 90), (9, 90), (5, 90), (3, 90), (2, 90), (1, 90), (1, 45), (1, 23), (1, 12), (1, 6), (1, 3), (1, 2), (1, 1)],
            tried);
        Assert.Equal((1, 1), (limit.Metrics, limit.Days));
    }

    [Fact]
    public void It_never_grows()
    {
        var limit = new DataLimit();
        limit.Shrink(4, 90);

        Assert.True(limit.Shrink(40, 90));
        Assert.True(limit.ShrinkDays(10));
        Assert.True(limit.ShrinkDays(80));

        Assert.Equal((2, 5), (limit.Metrics, limit.Days));
    }

    [Fact]
    public void Days_alone_are_halved_for_a_range_that_is_too_long()
    {
        var limit = new DataLimit();

        Assert.True(limit.ShrinkDays(90));
        Assert.Equal((50, 45), (limit.Metrics, limit.Days));
        Assert.False(limit.ShrinkDays(1));
    }
}
