namespace Facebook.Graph.Tests.Observation;

public sealed class DurationSpreadTests
{
    [Fact]
    public void Equal_durations_come_back_as_they_were()
    {
        var spread = new DurationSpread();
        foreach (var seconds in new[] { 0.25, 8, 0.25, 0 })
        {
            spread.Add(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal([(TimeSpan.Zero, 1), (TimeSpan.FromSeconds(0.25), 2), (TimeSpan.FromSeconds(8), 1)], spread.Means);
    }

    [Fact]
    public void Any_durations_fit_into_a_hundred_values_and_keep_their_count_and_sum()
    {
        var spread = new DurationSpread();
        foreach (var number in Enumerable.Range(1, 20_000))
        {
            spread.Add(TimeSpan.FromMilliseconds(number * (long)number));
        }

        var means = spread.Means;
        Assert.InRange(means.Count, 10, 100);
        Assert.Equal(20_000, means.Sum(mean => mean.Count));
        Assert.Equal(Enumerable.Range(1, 20_000).Sum(number => number * (double)number), means.Sum(mean => mean.Mean.TotalMilliseconds * mean.Count), tolerance: 100);
        Assert.Equal(means.Select(mean => mean.Mean).Order(), means.Select(mean => mean.Mean));
    }
}
