namespace Facebook.Graph.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.2, "1 s")]
    [InlineData(45, "45 s")]
    [InlineData(59.5, "1 min")]
    [InlineData(60, "1 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(3600, "1 h")]
    [InlineData(3659, "1 h")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(172800, "48 h")]
    public void A_length_of_time_reads_well(double seconds, string expected) => Assert.Equal(expected, Duration.Text(TimeSpan.FromSeconds(seconds)));
}
