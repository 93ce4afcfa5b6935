namespace Airbyte.Cdk.Tests;

public sealed class ChanceTests
{
    [Fact]
    public void It_gives_numbers_from_nought_to_one_all_over_and_hardly_one_twice()
    {
        var numbers = Enumerable.Range(0, 2000).Select(_ => Chance.Next()).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - 1e-9));
        Assert.InRange(numbers.Average(), 0.4, 0.6);
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(numbers.Count(number => (int)(number * 10) == tenth), 100, 300));
        Assert.InRange(numbers.Distinct().Count(), 1990, 2000);
    }
}
