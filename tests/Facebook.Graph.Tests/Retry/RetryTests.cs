using System.Net;
using System.Text;
using System.Text.Json;

namespace Facebook.Graph.Tests;

public sealed class RetryTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void A_server_fault_is_retried_until_the_call_succeeds()
    {
        _story.Script.Answer("100/insights", Answers.ServerFault(), Answers.ServerFault(), Answers.Ok("""{"data":[1]}"""));

        Assert.Equal("""{"data":[1]}""", _story.Get(_story.Insights()));
        Assert.Equal(3, _story.Client.Statistics.Requests);
        Assert.Equal(2, _story.Client.Statistics.Retries);
    }

    public static TheoryData<string> FaultyAnswers => [.. Faults.Keys];

    private static readonly Dictionary<string, Func<ScriptedAnswer>> Faults = new(StringComparer.Ordinal)
    {
        ["HTTP 500 with a web page"] = () => Answers.Html(HttpStatusCode.InternalServerError),
        ["HTTP 502 with a web page"] = () => Answers.Html(HttpStatusCode.BadGateway),
        ["HTTP 503 without a body"] = () => Answers.Body(HttpStatusCode.ServiceUnavailable, "text/plain", ""),
        ["HTTP 504 with JSON that has no error"] = () => Answers.Json("""{"status":"timeout"}""", HttpStatusCode.GatewayTimeout),
        ["HTTP 408 with a web page"] = () => Answers.Html(HttpStatusCode.RequestTimeout),
        ["a web page with HTTP 200"] = () => Answers.Html(HttpStatusCode.OK),
        ["nothing with HTTP 200"] = () => Answers.Body(HttpStatusCode.OK, "application/json", ""),
        ["JSON cut off"] = () => Answers.Ok("""{"data":[{"name":"page_follows","values":[{"val"""),
        ["JSON cut off in an error of the caller's"] = () => Answers.Json("""{"error":{"message":"(#100) The val""", HttpStatusCode.BadRequest),
        ["an error with HTTP 200"] = () => Answers.Error(2, "Service temporarily unavailable", status: HttpStatusCode.OK),
        ["a connection that can't be made"] = () => Answers.Failure(new HttpRequestException("Connection refused (graph.test:443)")),
        ["a connection that breaks in the body"] = () => Answers.Stream(new BreakingStream("""{"data":["""u8.ToArray(), new HttpIOException(HttpRequestError.ResponseEnded))),
        ["broken brotli"] = () => Answers.Coded("br", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4]),
        ["broken gzip"] = () => Answers.Coded("gzip", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4]),
    };

    [Theory]
    [MemberData(nameof(FaultyAnswers))]
    public void A_passing_fault_is_retried(string fault)
    {
        _story.Script.Answer("100/insights", Faults[fault](), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
        Assert.Equal(2, _story.Client.Statistics.Requests);
    }

    [Theory]
    [MemberData(nameof(FaultyAnswers))]
    public void A_fault_that_does_not_pass_ends_in_a_transient_failure(string fault)
    {
        _story.Options = _story.Options with { MaxAttempts = 2 };
        _story.Script.Answer("100/insights", Faults[fault](), Faults[fault]());

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        Assert.Equal(2, failure.Attempts);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired)]
    [InlineData(HttpStatusCode.Found)]
    public void A_refusal_that_is_not_Graphs_is_not_retried(HttpStatusCode status)
    {
        _story.Script.Answer("100/insights", Answers.Html(status));

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.Unknown, failure.Kind);
        Assert.Equal((int)status, failure.Error.HttpStatus);
        Assert.Contains($"HTTP {(int)status}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> MalformedAnswers => [new JsonException("no data"), new FormatException("no date"), new InvalidOperationException("no text")];

    [Theory]
    [MemberData(nameof(MalformedAnswers))]
    public void An_answer_that_its_reader_can_not_read_is_asked_for_again(Exception complaint)
    {
        _story.Script.Answer("100/insights", Answers.Ok(), Answers.Ok());
        var reads = 0;

        _story.Run(async () => Assert.Equal(2, await _story.Client.GetAsync(_story.Insights(), _ => ++reads == 1 ? throw complaint : reads, CancellationToken.None)));
    }

    [Fact]
    public void A_defect_of_the_reader_is_not_taken_for_a_fault_of_the_answer()
    {
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Run(() => GraphStory.CatchAsync<NotSupportedException>(() => _story.Client.GetAsync<int>(_story.Insights(), _ => throw new NotSupportedException(), CancellationToken.None)));
    }

    [Fact]
    public void Waits_double_up_to_a_minute_and_chance_takes_its_share()
    {
        _story.Options = _story.Options with { MaxAttempts = 10 };
        _story.Chance = 0.5;
        _story.Script.Answer("100/insights", [.. Enumerable.Range(0, 10).Select(_ => Answers.ServerFault())]);

        _story.Fail(_story.Insights());

        double[] waits = [0.5, 1, 2, 4, 8, 16, 30, 30, 30];
        Assert.Equal([0, .. waits.Select((_, index) => waits.Take(index + 1).Sum())], _story.Script.SecondsOf("100/insights"));
    }

    [Theory]
    [InlineData(8, null, 8)]
    [InlineData(1, null, 1)]
    [InlineData(8, 2, 2)]
    [InlineData(2, 8, 2)]
    public void A_call_is_never_tried_more_often_than_the_tighter_limit_allows(int ofClient, int? ofRequest, int expected)
    {
        _story.Options = _story.Options with { MaxAttempts = ofClient };
        _story.Script.Answer("100/insights", [.. Enumerable.Range(0, expected).Select(_ => Answers.ServerFault())]);

        var failure = _story.Fail(_story.Insights() with { MaxAttempts = ofRequest });

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        Assert.Equal(expected, failure.Attempts);
        Assert.Equal(2, failure.Error.Code);
        Assert.Equal("Atrace1", failure.Error.TraceId);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 22 Nov 2026 18:00:45 GMT", 45)]
    [InlineData("7200", 3600)]
    [InlineData("0", 0)]
    [InlineData("soon", 0)]
    public void A_fault_that_says_when_to_come_back_is_believed_up_to_the_longest_wait(string retryAfter, int seconds)
    {
        _story.Script.Answer("100/insights", Answers.Html(HttpStatusCode.ServiceUnavailable).With("Retry-After", retryAfter), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, seconds], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_long_wait_that_a_faulty_answer_asks_for_is_told()
    {
        _story.Script.Answer("100/insights", Answers.Html(HttpStatusCode.ServiceUnavailable).With("Retry-After", "90"), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([(0, 90)], _story.Observer.Words);
        Assert.Contains("1 min 30 s", _story.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_a_wait_before_the_next_attempt_at_once()
    {
        _story.Chance = 0.999;
        _story.Script.Answer("100/insights", Answers.ServerFault(), Answers.ServerFault(), Answers.ServerFault());

        // Attempts at 0, 1, 3 and, were it not for the cancellation, 7.
        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), _story.Clock);
            await GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), stop.Token));
        });

        Assert.Equal(5, _story.Clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public void Cancelling_ends_an_attempt_under_way_at_once()
    {
        _story.Script.Answer("100/insights", Answers.Silence());

        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), _story.Clock);
            var canceled = await GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), stop.Token));
            Assert.Equal(stop.Token, canceled.CancellationToken);
        });

        Assert.Equal(5, _story.Clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public void A_call_that_is_cancelled_beforehand_is_never_sent()
    {
        _story.Run(() => GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), new CancellationToken(canceled: true))));

        Assert.Empty(_story.Script.Calls);
    }

    [Fact]
    public void A_server_that_keeps_silent_costs_one_attempt_and_its_time_limit()
    {
        _story.Options = _story.Options with { AttemptTimeout = TimeSpan.FromSeconds(20) };
        _story.Script.Answer("100/insights", Answers.Silence(), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
        Assert.Equal([0, 20], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void The_time_limit_of_an_attempt_covers_the_body()
    {
        _story.Options = _story.Options with { AttemptTimeout = TimeSpan.FromSeconds(20), MaxAttempts = 1 };
        _story.Script.Answer("100/insights", Answers.Stream(new StallingStream("""{"data":"""u8.ToArray())));

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        Assert.Equal("No whole answer came within 20 s.", failure.Message);
        Assert.Equal(20, _story.Clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public void Too_much_data_goes_back_to_the_caller_without_another_try()
    {
        _story.Script.Answer("100/insights", Answers.Error(1, "Please reduce the amount of data you're asking for, then retry your request", status: HttpStatusCode.InternalServerError));

        Assert.Equal(GraphErrorKind.TooMuchData, _story.Fail(_story.Insights()).Kind);
    }

    [Fact]
    public void An_answer_larger_than_the_bound_counts_as_too_much_data()
    {
        _story.Options = _story.Options with { MaxAnswerBytes = 100_000 };
        _story.Script.Answer("100/insights", Answers.Ok($"""["{new string('x', 100_000)}"]"""), Answers.Ok($"""["{new string('x', 99_996)}"]"""));

        Assert.Equal(GraphErrorKind.TooMuchData, _story.Fail(_story.Insights()).Kind);
        Assert.Equal(100_000, _story.Get(_story.Insights()).Length);
    }

    [Fact]
    public void A_large_answer_arrives_whole()
    {
        var body = $"""["{string.Concat(Enumerable.Range(0, 300_000))}"]""";
        _story.Script.Answer("100/insights", Answers.Stream(new DribblingStream(Encoding.UTF8.GetBytes(body))));

        Assert.Equal(body, _story.Get(_story.Insights()));
        Assert.Equal(Encoding.UTF8.GetByteCount(body), _story.Client.Statistics.BytesReceived);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_answer()
    {
        _story.Script.Answer("100/insights", Answers.Ok("\uFEFF{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
    }

    [Fact]
    public void A_page_token_that_is_not_taken_for_one_is_tried_twice_more()
    {
        var glitch = Answers.Error(190, "(#190) This method must be called with a Page Access Token");
        _story.Script.Answer("100/insights", glitch, glitch, glitch);

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.PageTokenRequired, failure.Kind);
        Assert.Equal([0, 1, 3], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_page_token_that_is_taken_for_one_at_the_second_try_was_a_glitch()
    {
        _story.Script.Answer("100/insights", Answers.Error(190, "(#190) This method must be called with a Page Access Token"), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
    }

    [Fact]
    public void A_call_that_succeeds_after_retries_leaves_one_log_line()
    {
        _story.Script.Answer("100/insights", Answers.Html(HttpStatusCode.BadGateway), Answers.ServerFault(), Answers.Ok());

        _story.Get(_story.Insights() with { Parameters = [new("metric", "page_follows")] });

        var line = Assert.Single(_story.Log.Lines);
        Assert.Equal("100/insights was answered at attempt 3. Before: An unexpected error has occurred. Please retry your request later.", line.Message);
    }

    [Fact]
    public void A_call_that_succeeds_at_once_leaves_no_log_line()
    {
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Empty(_story.Log.Lines);
        Assert.Empty(_story.Observer.Words);
        Assert.Equal(0, _story.Client.Statistics.Retries);
    }

    [Fact]
    public void A_block_for_policy_reasons_gets_one_patient_try()
    {
        var blocked = Answers.Error(368, "The action attempted has been deemed abusive or is otherwise disallowed");
        _story.Script.Answer("100/insights", blocked, blocked);

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.Blocked, failure.Kind);
        Assert.Equal(2, failure.Attempts);
        Assert.Equal([0, 900], _story.Script.SecondsOf("100/insights"));
    }
}
