using System.Net;

namespace Facebook.Graph.Tests;

/// <summary>Runs calls into every kind of failure, with answers that repeat the secrets, and looks for them in everything that is written.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string AppSecret = "TheAppSecret0123";
    private const string Inspected = "inspected|token-9";

    private static readonly string Proof = AppSecretProof.Compute("EAATOKENofTheUser", AppSecret);

    private static readonly string[] Secrets = ["EAATOKENofTheUser", AppSecret, Proof, Inspected, Uri.EscapeDataString(Inspected)];

    private static readonly string Gossip = $"They said {string.Join(" and ", Secrets)} and https://graph.test/?access_token=EAATOKENofTheUser";

    private static readonly Dictionary<string, Func<ScriptedAnswer>> PassingFailures = new(StringComparer.Ordinal)
    {
        ["an error that passes"] = () => Answers.Error(2, Gossip),
        ["a throttled Page"] = () => Answers.Error(80001, Gossip),
        ["a throttled app"] = () => Answers.Error(4, Gossip),
        ["a block for policy reasons"] = () => Answers.Error(368, Gossip),
        ["a token that is not taken for a Page's"] = () => Answers.Error(190, "This method must be called with a Page Access Token. " + Gossip),
        ["a web page"] = () => Answers.Body(HttpStatusCode.BadGateway, "text/html", Gossip),
        ["broken JSON"] = () => Answers.Ok("{" + Gossip),
        ["a broken connection"] = () => Answers.Failure(new HttpRequestException(Gossip, new IOException(Gossip))),
        ["a broken body"] = () => Answers.Stream(new BreakingStream([], new IOException(Gossip))),
    };

    private static readonly Dictionary<string, Func<ScriptedAnswer>> LastingFailures = new(StringComparer.Ordinal)
    {
        ["an invalid token"] = () => Answers.Error(190, Gossip),
        ["an error with words for users"] = () => Answers.Json($$"""{"error":{"code":803,"message":"m","error_user_title":"{{Gossip}}","error_user_msg":"{{Gossip}}"} }""", HttpStatusCode.BadRequest),
        ["a field that is a secret"] = () => Answers.Error(100, $"Tried accessing nonexisting field ({Gossip}) on node type (Page)"),
    };

    private readonly GraphStory _story = new();

    public SecrecyTests() => _story.Options = _story.Options with { AppSecret = AppSecret };

    public static TheoryData<string> Passing => [.. PassingFailures.Keys];

    public static TheoryData<string> Lasting => [.. LastingFailures.Keys];

    private GraphRequest Request => _story.Insights() with { SecretParameters = [new("input_token", Inspected)] };

    public void Dispose() => _story.Dispose();

    [Theory]
    [MemberData(nameof(Passing))]
    public void A_call_that_succeeds_after_all_leaves_no_secret_in_the_log(string failure)
    {
        _story.Script.Answer("100/insights", PassingFailures[failure](), Answers.Ok());

        _story.Get(Request);

        Assert.NotEmpty(_story.Log.Lines);
        AssertNoSecret(_story.Log.Text);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    [MemberData(nameof(Lasting))]
    public void A_call_that_fails_for_good_leaves_no_secret_in_its_exception_or_the_log(string failure)
    {
        _story.Script.Answer("100/insights", (PassingFailures.GetValueOrDefault(failure) ?? LastingFailures[failure])());

        var thrown = _story.Fail(Request with { MaxAttempts = 1 });

        AssertNoSecret($"{thrown} {thrown.Error} {thrown.Field} {_story.Log.Text}");
    }

    [Fact]
    public void A_call_that_meets_the_block_of_another_does_not_tell_its_secrets()
    {
        _story.Script.Answer("100/insights", Answers.Error(80001, Gossip));

        _story.Fail(Request with { MaxAttempts = 1 });
        var thrown = _story.Fail(new GraphRequest("100/insights") { Token = new AccessToken("another"), PageId = "100", MaxWait = TimeSpan.Zero });

        AssertNoSecret(thrown.ToString());
    }

    [Fact]
    public void No_secret_is_in_an_address()
    {
        _story.Script.Answer("100/insights", Answers.Ok(), Answers.Ok());

        _story.Get(Request);
        _story.Get(_story.Insights());

        Assert.All(_story.Script.Calls, call => Assert.DoesNotContain("EAATOKENofTheUser", call.Address.AbsoluteUri, StringComparison.Ordinal));
        AssertNoSecret(_story.Script.Calls[0].Address.AbsoluteUri);
    }

    private static void AssertNoSecret(string text) => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
}
