using System.Globalization;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public sealed class PagesPlanTests
{
    private static readonly string[] Pages = [.. Enumerable.Range(1, 5000).Select(number => number.ToString(CultureInfo.InvariantCulture)).Reverse()];

    [Theory]
    [InlineData(5000, null, null, 100)]
    [InlineData(5000, null, 7, 715)]
    [InlineData(5000, 16, null, 16)]
    [InlineData(3, 16, null, 3)]
    [InlineData(0, 16, null, 1)]
    [InlineData(0, null, null, 1)]
    [InlineData(1, null, int.MaxValue, 1)]
    public void Shards_have_all_Pages_once_and_differ_by_one_at_most(int pages, int? workers, int? pagesPerWorker, int expected)
    {
        var plan = PagesPlan.Of(Pages[..pages], workers, pagesPerWorker);

        Assert.Equal(Enumerable.Range(1, expected).Select(number => new PagesShard(number, expected)), plan.Shards.Select(shard => shard.Shard));
        Assert.Equal(Pages[..pages].Order(StringComparer.Ordinal), plan.Shards.SelectMany(shard => shard.PageIds).Order(StringComparer.Ordinal));
        Assert.InRange(plan.Shards.Max(shard => shard.PageIds.Count) - plan.Shards.Min(shard => shard.PageIds.Count), 0, 1);
        Assert.InRange(plan.Shards.Max(shard => shard.PageIds.Count), 0, pagesPerWorker ?? int.MaxValue);
    }

    [Fact]
    public void A_run_with_a_shard_takes_exactly_the_Pages_of_the_plan()
    {
        var plan = PagesPlan.Of(Pages[..100], workers: 7, pagesPerWorker: null);

        Assert.All(plan.Shards, planned =>
        {
            var share = PageShare.Of(planned.Shard, Pages[..100].Order(StringComparer.Ordinal));
            Assert.Equal(planned.PageIds.Order(StringComparer.Ordinal), Pages[..100].Where(share.IsMine).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void A_Page_that_not_every_run_knows_of_belongs_to_one_shard_whoever_looks()
    {
        var owners = Enumerable.Range(1, 5).Where(number => PageShare.Of(new PagesShard(number, 5), Pages[..100]).IsMine("999999999")).ToList();

        Assert.Single(owners);
        Assert.Equal(owners, Enumerable.Range(1, 5).Where(number => PageShare.Of(new PagesShard(number, 5), Pages[..50]).IsMine("999999999")));
    }
}
