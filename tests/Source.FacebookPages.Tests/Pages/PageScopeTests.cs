using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PageScopeTests
{
    [Theory]
    [InlineData("", "", "1", true)]
    [InlineData("1,2", "", "1", true)]
    [InlineData("1,2", "", "3", false)]
    [InlineData("", "1", "1", false)]
    [InlineData("", "1", "2", true)]
    [InlineData("1,2", "1", "1", false)]
    [InlineData("11", "", "1", false)]
    public void A_Page_is_wanted_when_it_is_named_or_nothing_is_and_it_is_not_excluded(string only, string exclude, string page, bool wanted) =>
        Assert.Equal(wanted, new PageScope(Ids(only), Ids(exclude), false).Wants(page));

    private static string[] Ids(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
