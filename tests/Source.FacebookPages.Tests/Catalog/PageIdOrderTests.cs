using System.Numerics;
using CsCheck;
using Source.FacebookPages.Catalog;

namespace Source.FacebookPages.Tests.Catalog;

public class PageIdOrderTests
{
    [Fact]
    public void Ids_are_ordered_as_numbers_of_any_size()
    {
        string[] ids = ["100", "99", "20000000000000000000000000000001", "9223372036854775808", "9223372036854775807", "20000000000000000000000000000000"];

        Assert.Equal(
            ["99", "100", "9223372036854775807", "9223372036854775808", "20000000000000000000000000000000", "20000000000000000000000000000001"],
            ids.Order(PageIdOrder.Instance));
    }

    [Fact]
    public void It_agrees_with_the_order_of_big_numbers()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 1], Gen.Int[0, 1]).Sample((left, right, leftTimes, rightTimes) =>
        {
            var x = (BigInteger)left * (leftTimes == 0 ? BigInteger.One : ulong.MaxValue) + 1;
            var y = (BigInteger)right * (rightTimes == 0 ? BigInteger.One : ulong.MaxValue) + 1;
            return Math.Sign(x.CompareTo(y)) == Math.Sign(PageIdOrder.Instance.Compare(x.ToString(), y.ToString()));
        });
    }
}
