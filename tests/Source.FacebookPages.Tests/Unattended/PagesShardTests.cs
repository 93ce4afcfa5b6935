using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public class PagesShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/8", 2, 8)]
    [InlineData("8/8", 8, 8)]
    [InlineData("10000/10000", 10000, 10000)]
    public void The_text_says_which_shard_of_how_many(string text, int number, int count)
    {
        Assert.Equal(new PagesShard(number, count), PagesShard.TryParse(text));
        Assert.Equal(text, new PagesShard(number, count).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("1")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/10001")]
    [InlineData("-1/2")]
    [InlineData("+1/2")]
    [InlineData("01/2")]
    [InlineData("1/02")]
    [InlineData(" 1/2")]
    [InlineData("1/2 ")]
    [InlineData("1/2/3")]
    [InlineData("1.0/2")]
    [InlineData("99999999999/99999999999")]
    [InlineData("١/٢")]
    public void Any_other_text_is_no_shard(string text)
    {
        Assert.Null(PagesShard.TryParse(text));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 10)]
    [InlineData(7, 100)]
    [InlineData(5, 2)]
    public void Every_Page_is_in_one_shard_and_the_shards_differ_by_one_Page_at_most(int count, int pages)
    {
        var shards = Enumerable.Range(1, count).Select(number => new PagesShard(number, count)).ToList();

        Assert.All(Enumerable.Range(0, pages), index => Assert.Single(shards, shard => shard.Contains(index)));
        var sizes = shards.Select(shard => Enumerable.Range(0, pages).Count(shard.Contains)).ToList();
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }
}
