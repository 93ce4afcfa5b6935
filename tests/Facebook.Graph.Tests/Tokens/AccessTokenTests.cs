namespace Facebook.Graph.Tests;

public sealed class AccessTokenTests
{
    [Theory]
    [InlineData("EAA")]
    [InlineData("1200000000000001|abc-_DEF")]
    public void A_token_of_visible_characters_is_taken(string text)
    {
        string? revealed = null;
        AccessToken.TryCreate(text)!.Reveal(value => revealed = value);

        Assert.Equal(text, revealed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("EAA\r\nHost: evil")]
    [InlineData("EAA EAA")]
    [InlineData("EAAé")]
    [InlineData("EAA\0")]
    public void A_token_that_no_header_can_carry_is_absent(string? text)
    {
        Assert.Null(AccessToken.TryCreate(text));
        Assert.ThrowsAny<ArgumentException>(() => new AccessToken(text!));
    }

    [Fact]
    public void A_token_does_not_print_itself()
    {
        var token = new AccessToken("EAAsecret");

        Assert.Equal("****", token.ToString());
        Assert.DoesNotContain("EAAsecret", new PageEntry("1", "n", token, null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EAAsecret", new ExchangedToken(token, null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EAAsecret", new GraphRequest("me") { Token = token, SecretParameters = [new("input_token", "EAAsecret")] }.ToString(), StringComparison.Ordinal);
    }
}
