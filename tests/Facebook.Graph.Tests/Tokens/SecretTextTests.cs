namespace Facebook.Graph.Tests;

public sealed class SecretTextTests
{
    private readonly SecretText _secrets = new(
        new GraphRequest("debug_token") { Token = new AccessToken("app|token/1"), SecretParameters = [new("input_token", "TheOtherToken"), new("client_secret", "sec ret+")] },
        appSecret: "TheAppSecret");

    [Theory]
    [InlineData("Malformed access token app|token/1", "Malformed access token ****")]
    [InlineData("see https://x/?t=app%7Ctoken%2F1&a=1", "see https://x/?t=****&a=1")]
    [InlineData("TheOtherToken and TheAppSecret and sec ret+ and sec%20ret%2B", "**** and **** and **** and ****")]
    [InlineData("next is https://x/y?access_token=ABC123&after=Q", "next is https://x/y?access_token=****&after=Q")]
    [InlineData("""{"u":"https:\/\/x?input_token=ABC"}""", """{"u":"https:\/\/x?input_token=****"}""")]
    [InlineData("a appsecret_proof=0123abcd b", "a appsecret_proof=**** b")]
    [InlineData("client_secret%3Dabc", "client_secret%3D****")]
    [InlineData("Cannot parse EAAGm0PX4ZCpsBAKZCxyz0123456789", "Cannot parse ****")]
    [InlineData("The proxy tunnel request to proxy 'http://user:pass@proxy:3128/' failed", "The proxy tunnel request to proxy 'http://****@proxy:3128/' failed")]
    [InlineData("Connection refused (graph.facebook.com:443) mailto a@b, see https://x.test/@b", "Connection refused (graph.facebook.com:443) mailto a@b, see https://x.test/@b")]
    [InlineData("Invalid appsecret_proof provided in the API argument", "Invalid appsecret_proof provided in the API argument")]
    [InlineData("An access token is required to request this resource.", "An access token is required to request this resource.")]
    public void Secrets_are_masked_and_the_rest_is_kept(string text, string expected) => Assert.Equal(expected, _secrets.Masked(text));

    [Fact]
    public void The_proof_of_the_token_is_masked() =>
        Assert.Equal("proof ****", _secrets.Masked("proof " + AppSecretProof.Compute(new AccessToken("app|token/1"), "TheAppSecret")));

    [Fact]
    public void All_texts_of_an_error_are_masked()
    {
        var error = _secrets.Masked(new GraphError { Message = "TheOtherToken", UserTitle = "TheOtherToken", UserMessage = "TheOtherToken", TraceId = "A" });

        Assert.Equal(new GraphError { Message = "****", UserTitle = "****", UserMessage = "****", TraceId = "A" }, error);
    }

    [Fact]
    public void An_exception_is_passed_on_only_when_nothing_in_it_is_secret()
    {
        var harmless = new IOException("The connection was closed", new InvalidOperationException("by the other side"));

        Assert.Same(harmless, _secrets.Harmless(harmless));
        Assert.Null(_secrets.Harmless(new IOException("The connection was closed", new InvalidOperationException("by TheOtherToken"))));
        Assert.Null(_secrets.Harmless(null));
    }
}
