using System.Net;

namespace Facebook.Graph.Tests.Observation;

public sealed class GraphObserverTests : IDisposable
{
    private readonly GraphStory _story = new();
    private readonly AttemptLog _log = new();

    public GraphObserverTests() => _story.Options = _story.Options with { Observer = _log };

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Each_attempt_is_told_of_with_what_it_reads_and_how_it_ended()
    {
        _story.Script.Answer("100/insights", Answers.ServerFault(), Answers.Ok("""{"data":[]}"""));

        _story.Get(_story.Insights());

        Assert.Equal([new GraphAttempt("insights", "GET", "100", 1), new GraphAttempt("insights", "GET", "100", 2)], _log.Sent);
        Assert.Equal(_log.Sent, _log.Ended.Select(pair => pair.Attempt));
        Assert.Equal([("transient", 500, 2), ("ok", 200, 0)], _log.Ended.Select(pair => (pair.End.Outcome, pair.End.HttpStatus, pair.End.GraphCode)));
        Assert.Equal("""{"data":[]}""".Length, _log.Ended[1].End.BytesReceived);
    }

    [Fact]
    public void The_duration_is_that_of_the_attempt_alone()
    {
        _story.Script.Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(3), Answers.PageThrottled(minutes: 2)), Answers.Late(TimeSpan.FromSeconds(4), Answers.Ok()));

        _story.Get(_story.Insights());

        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)], _log.Ended.Select(pair => pair.End.Duration));
        Assert.Equal([RateLimitScope.Page], _log.Waits);
        Assert.Equal(TimeSpan.FromMinutes(2), _log.WaitedTime);
    }

    [Fact]
    public void The_duration_ends_when_the_answer_is_there_and_not_when_it_is_read()
    {
        _story.Script.Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(3), Answers.Ok()));

        _story.Run(() => _story.Client.GetAsync(
            _story.Insights(),
            _ =>
            {
                _story.Clock.Advance(TimeSpan.FromSeconds(5));
                return 0;
            },
            CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(_log.Ended).End.Duration);
    }

    [Fact]
    public void Waits_for_the_limit_of_the_app_are_told_apart()
    {
        _story.Script.Answer("me/accounts", Answers.AppThrottled(), Answers.Ok());

        _story.Get(_story.Accounts());

        Assert.Equal([RateLimitScope.App], _log.Waits);
        Assert.Equal(_story.Client.Statistics.RateLimitWaited, _log.WaitedTime);
    }

    [Fact]
    public void Attempts_without_a_whole_answer_end_too()
    {
        _story.Script.Answer(
            "100/insights",
            Answers.Failure(new HttpRequestException("reset")),
            Answers.Silence(),
            Answers.Json("""{"data":["""),
            Answers.Html(HttpStatusCode.OK),
            Answers.Error(100, subcode: 33));

        _story.Fail(_story.Insights());

        Assert.Equal(["transient", "transient", "transient", "transient", "page_unavailable"], _log.Outcomes);
        Assert.Equal([0, 0, 200, 200, 400], _log.Ended.Select(pair => pair.End.HttpStatus));
    }

    [Fact]
    public void A_call_that_the_caller_gives_up_ends_as_cancelled()
    {
        _story.Script.Answer("100/insights", Answers.Silence());

        _story.Run(async () =>
        {
            using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(5), _story.Clock);
            await GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), giveUp.Token));
        });

        Assert.Equal(["cancelled"], _log.Outcomes);
        Assert.Equal([("insights", "cancelled", 1)], _story.Client.Statistics.RequestsByOutcome);
    }

    [Fact]
    public void A_reader_with_a_defect_ends_its_attempt_too()
    {
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Run(() => GraphStory.CatchAsync<NotSupportedException>(
            () => _story.Client.GetAsync<string>(_story.Insights(), _ => throw new NotSupportedException("a defect"), CancellationToken.None)));

        Assert.Equal(["unknown"], _log.Outcomes);
    }

    [Fact]
    public void An_answer_that_is_too_large_is_named_so()
    {
        _story.Options = _story.Options with { MaxAnswerBytes = 5 };
        _story.Script.Answer("100/insights", Answers.Ok());

        _story.Fail(_story.Insights());

        Assert.Equal(["too_much_data"], _log.Outcomes);
    }
}
