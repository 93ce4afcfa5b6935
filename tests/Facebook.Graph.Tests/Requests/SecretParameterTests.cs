using System.Net;

namespace Facebook.Graph.Tests;

public sealed class SecretParameterTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    private static GraphRequest Debug { get; } =
        new("debug_token") { Token = GraphStory.Token, Parameters = [new("fields", "data")], SecretParameters = [new("input_token", "EAA+inspected/token")] };

    [Fact]
    public void Secrets_travel_in_the_body_of_a_post_that_means_a_get()
    {
        _story.Options = _story.Options with { AppSecret = "s3cr3t" };
        _story.Script.Answer("debug_token", Answers.Ok());

        _story.Get(Debug);

        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("POST", call.Method);
        Assert.Equal("https://graph.test/v25.0/debug_token?fields=data", call.Address.AbsoluteUri);
        Assert.Equal(["method", "input_token", "appsecret_proof"], call.Form.Select(parameter => parameter.Key));
        Assert.Equal("get", call.FormValue("method"));
        Assert.Equal("EAA+inspected/token", call.FormValue("input_token"));
        Assert.Equal(AppSecretProof.Compute(GraphStory.Token, "s3cr3t"), call.FormValue("appsecret_proof"));
        Assert.Equal("Bearer EAATOKENofTheUser", call.Authorization);
    }

    private static readonly Dictionary<string, Func<ScriptedAnswer>> RefusingAnswers = new(StringComparer.Ordinal)
    {
        ["HTTP 404"] = () => Answers.Html(HttpStatusCode.NotFound),
        ["HTTP 405"] = () => Answers.Body(HttpStatusCode.MethodNotAllowed, "text/plain", ""),
        ["HTTP 501"] = () => Answers.Html(HttpStatusCode.NotImplemented),
        ["HTTP 403 of a proxy"] = () => Answers.Html(HttpStatusCode.Forbidden),
        ["a web page with HTTP 200"] = () => Answers.Html(HttpStatusCode.OK),
        ["JSON that is not Graph's"] = () => Answers.Json("""{"detail":"Method Not Allowed"}""", HttpStatusCode.MethodNotAllowed),
        ["100/33"] = () => Answers.Error(100, "Unsupported post request. Object with ID 'debug_token' does not exist", 33, type: "GraphMethodException"),
        ["100 without a subcode"] = () => Answers.Error(100, "Unsupported post request."),
        ["2500"] = () => Answers.Error(2500, "Unknown path components: /debug_token"),
        ["parameters overlooked"] = () => Answers.Error(100, "(#100) The parameter input_token is required"),
    };

    public static TheoryData<string> Refusals => [.. RefusingAnswers.Keys];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_server_that_refuses_that_form_is_asked_as_the_documentation_shows_from_then_on(string refusal)
    {
        _story.Options = _story.Options with { MaxAttempts = 1 };
        _story.Script.Answer("debug_token", RefusingAnswers[refusal](), Answers.Ok("""{"data":1}"""), Answers.Ok("""{"data":2}"""));

        Assert.Equal("""{"data":1}""", _story.Get(Debug));
        Assert.Equal("""{"data":2}""", _story.Get(Debug));

        Assert.Equal(["POST", "GET", "GET"], _story.Script.Calls.Select(call => call.Method));
        Assert.Equal("EAA+inspected/token", _story.Script.Calls[1].QueryValue("input_token"));
        Assert.Equal(0, _story.Clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public void A_refused_form_is_no_attempt_at_the_question()
    {
        _story.Options = _story.Options with { MaxAttempts = 2 };
        _story.Script.Answer("debug_token", Answers.Html(HttpStatusCode.NotFound), Answers.ServerFault(), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(Debug));
        Assert.Equal(["POST", "GET", "GET"], _story.Script.Calls.Select(call => call.Method));
    }

    private static readonly Dictionary<string, Func<ScriptedAnswer>> UnderstandingAnswers = new(StringComparer.Ordinal)
    {
        ["an invalid token"] = () => Answers.Error(190, "Invalid OAuth access token - Cannot parse access token"),
        ["a wrong secret"] = () => Answers.Error(101, "Error validating client secret."),
        ["a missing permission"] = () => Answers.Error(200, "(#200) You do not have permission", status: HttpStatusCode.Forbidden),
        ["no token"] = () => Answers.Error(2500, "An active access token must be used to query information about the current user."),
    };

    public static TheoryData<string> Understandings => [.. UnderstandingAnswers.Keys];

    [Theory]
    [MemberData(nameof(Understandings))]
    public void An_answer_to_the_question_is_no_refusal_of_the_form(string understanding)
    {
        _story.Script.Answer("debug_token", UnderstandingAnswers[understanding](), Answers.Html(HttpStatusCode.NotFound));

        _story.Fail(Debug);
        Assert.Equal(GraphErrorKind.Unknown, _story.Fail(Debug).Kind);

        // The first answer has shown that the form is understood: the 404 of the second call is about something else.
        Assert.Equal(["POST", "POST"], _story.Script.Calls.Select(call => call.Method));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public void A_passing_fault_is_no_refusal_of_the_form(HttpStatusCode status)
    {
        _story.Script.Answer("debug_token", Answers.Html(status), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(Debug));
        Assert.Equal(["POST", "POST"], _story.Script.Calls.Select(call => call.Method));
    }

    [Fact]
    public void A_server_that_is_out_of_reach_in_both_forms_teaches_nothing()
    {
        _story.Script.Answer("debug_token", Answers.Html(HttpStatusCode.Forbidden), Answers.Html(HttpStatusCode.Forbidden), Answers.Ok("{}"));

        Assert.Equal(GraphErrorKind.Unknown, _story.Fail(Debug).Kind);
        Assert.Equal("{}", _story.Get(Debug));
        Assert.Equal(["POST", "GET", "POST"], _story.Script.Calls.Select(call => call.Method));
    }

    [Fact]
    public void A_call_without_secrets_is_an_ordinary_get_whatever_form_secrets_take()
    {
        _story.Script.Answer("debug_token", Answers.Ok()).Answer("100/insights", Answers.Ok());

        _story.Get(Debug);
        _story.Get(_story.Insights());

        Assert.Equal(["POST", "GET"], _story.Script.Calls.Select(call => call.Method));
    }
}
