using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public class TimeLimitTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(900_000, 880_000)]
    [InlineData(101_000, 81_000)]
    [InlineData(100_000, 80_000)]
    [InlineData(99_000, 79_200)]
    [InlineData(60_000, 48_000)]
    [InlineData(3_000, 2_400)]
    [InlineData(5, 4)]
    public void Twenty_seconds_or_a_fifth_of_the_time_are_kept_free_before_the_deadline(int millisecondsLeft, int millisecondsToRead)
    {
        Assert.Equal(Start.AddMilliseconds(millisecondsToRead), TimeLimit.StopBy(Start, Start.AddMilliseconds(millisecondsLeft), maxRuntimeSeconds: null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public void When_the_deadline_has_passed_there_is_no_time_left(int secondsLeft)
    {
        var stop = TimeLimit.StopBy(Start, Start.AddSeconds(secondsLeft), maxRuntimeSeconds: null);

        Assert.True(stop <= Start, $"{stop:O}");
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(780, 760)]
    [InlineData(int.MaxValue, int.MaxValue - 20)]
    public void A_longest_run_time_ends_a_run_as_a_deadline_does(int maxRuntimeSeconds, int secondsToRead)
    {
        Assert.Equal(Start.AddSeconds(secondsToRead), TimeLimit.StopBy(Start, deadline: null, maxRuntimeSeconds));
    }

    [Theory]
    [InlineData(900, 300, 280)]
    [InlineData(300, 900, 280)]
    [InlineData(300, 300, 280)]
    public void Of_two_limits_the_earlier_one_counts(int secondsLeft, int maxRuntimeSeconds, int secondsToRead)
    {
        Assert.Equal(Start.AddSeconds(secondsToRead), TimeLimit.StopBy(Start, Start.AddSeconds(secondsLeft), maxRuntimeSeconds));
    }

    [Fact]
    public void Without_a_limit_a_run_need_not_stop()
    {
        Assert.Null(TimeLimit.StopBy(Start, deadline: null, maxRuntimeSeconds: null));
    }
}
