using CsCheck;

namespace Facebook.Graph.Tests;

public sealed class RequestTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void The_address_is_the_server_the_version_the_path_and_the_parameters_in_order()
    {
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Get(_story.Insights() with { Parameters = [new("metric", "page_follows,page_media_view"), new("since", "2026-11-01"), new("q", "a b&c=d/é+%")] });

        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("GET", call.Method);
        Assert.Equal(
            "https://graph.test/v25.0/100/insights?metric=page_follows,page_media_view&since=2026-11-01&q=a%20b%26c%3Dd%2F%C3%A9%2B%25",
            call.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/v25.0/me")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v25.0/me")]
    [InlineData("https://proxy.test/graph/", "https://proxy.test/graph/v25.0/me")]
    [InlineData("https://proxy.test/graph?x=1#y", "https://proxy.test/graph/v25.0/me")]
    public void The_server_may_be_given_with_or_without_a_path(string baseUrl, string expected)
    {
        using var message = new RequestBuilder(_story.Options with { BaseUrl = new Uri(baseUrl) }).Build(new GraphRequest("me") { Token = GraphStory.Token }, SecretForm.Body);

        Assert.Equal(expected, message.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/me")]
    [InlineData("me/")]
    [InlineData("..")]
    [InlineData("100/../me")]
    [InlineData("./me")]
    public void A_path_that_leads_elsewhere_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => new RequestBuilder(_story.Options).Build(new GraphRequest(path) { Token = GraphStory.Token }, SecretForm.Body));

    [Fact]
    public void A_path_can_not_bring_parameters_along()
    {
        using var message = new RequestBuilder(_story.Options).Build(new GraphRequest("100?access_token=x#y/%2e%2e") { Token = GraphStory.Token }, SecretForm.Body);

        Assert.Equal("https://graph.test/v25.0/100%3Faccess_token%3Dx%23y/%252e%252e", message.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public void Whatever_parameters_are_given_arrive_as_they_are() =>
        Gen.Select(Gen.String[Gen.Char['\x20', '\u07ff'], 0, 20], Gen.String[Gen.Char['\x20', '\u07ff'], 1, 10]).List[0, 5].Sample(parameters =>
        {
            var given = parameters.Select((parameter, index) => KeyValuePair.Create($"{index}{parameter.Item2}", parameter.Item1)).ToList();
            using var message = new RequestBuilder(_story.Options).Build(new GraphRequest("me") { Token = GraphStory.Token, Parameters = given }, SecretForm.Body);
            var arrived = message.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => text.Split('='))
                .Select(parts => KeyValuePair.Create(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])));
            Assert.Equal(given, arrived);
        });

    [Fact]
    public void The_token_travels_in_the_header_only()
    {
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Get(_story.Insights());

        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("Bearer EAATOKENofTheUser", call.Authorization);
        Assert.DoesNotContain("EAATOKEN", call.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(call.QueryValue("appsecret_proof"));
    }

    [Fact]
    public void With_an_app_secret_each_call_proves_its_own_token()
    {
        _story.Options = _story.Options with { AppSecret = "s3cr3t" };
        _story.Script.Answer("100/insights", Answers.Ok(), Answers.Ok());

        _story.Get(_story.Insights() with { Token = new AccessToken("EAAPAGE1") });
        _story.Get(_story.Insights() with { Token = new AccessToken("EAAPAGE2") });

        // Computed with OpenSSL.
        Assert.Equal(
            ["3fdbe6fa91173fd40b3f6e17e650d354dd6c7927c4b6295a047afd31aad3ce94", "3191998bfed3c7ecbdd9ca20b074b6da6e703763c4aafa5b9e4c5bc0284ad5eb"],
            _story.Script.Calls.Select(call => call.QueryValue("appsecret_proof")));
        Assert.DoesNotContain(_story.Script.Calls, call => call.Address.AbsoluteUri.Contains("s3cr3t", StringComparison.Ordinal));
    }
}
