namespace Bench.Tests;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Without_arguments_everything_is_measured_at_full_size()
    {
        var options = BenchOptions.Parse([]);

        Assert.Equal((null, false, null, false, false), (options.Mistake, options.Quick, options.Only, options.Guard, options.Record));
    }

    [Fact]
    public void Each_option_is_understood()
    {
        Assert.True(BenchOptions.Parse(["--quick"]).Quick);
        Assert.True(BenchOptions.Parse(["--guard"]).Guard);
        Assert.True(BenchOptions.Parse(["--record"]).Record);
        Assert.True(BenchOptions.Parse(["--help"]).WantsHelp);
        Assert.Equal("inner", BenchOptions.Parse(["--inner"]).Only);
        Assert.Equal(("fleet", true), (BenchOptions.Parse(["--only", "fleet", "--quick"]).Only, BenchOptions.Parse(["--only", "fleet", "--quick"]).Quick));
    }

    [Theory]
    [InlineData("--fast")]
    [InlineData("--only")]
    [InlineData("read")]
    public void What_is_not_understood_is_a_mistake(string argument) => Assert.Contains(argument, BenchOptions.Parse([argument]).Mistake, StringComparison.Ordinal);
}
