using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public class ConnectionIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("Pages-of_ACME.eu")]
    [InlineData("a..b")]
    public void Letters_digits_dots_underscores_and_hyphens_make_a_name(string text)
    {
        Assert.True(ConnectionId.Rule.Allows(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a:b")]
    [InlineData("a%2Fb")]
    [InlineData("é")]
    [InlineData("٣")]
    public void Whatever_could_lead_to_another_place_is_no_name(string text)
    {
        Assert.False(ConnectionId.Rule.Allows(text));
    }

    [Fact]
    public void A_name_has_128_characters_at_most()
    {
        Assert.True(ConnectionId.Rule.Allows(new string('a', 128)));
        Assert.False(ConnectionId.Rule.Allows(new string('a', 129)));
    }
}
