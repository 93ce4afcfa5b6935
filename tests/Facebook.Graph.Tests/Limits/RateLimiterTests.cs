using System.Net;
using Microsoft.Extensions.Logging;

namespace Facebook.Graph.Tests;

public sealed class RateLimiterTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void A_throttled_page_waits_as_long_as_facebook_says_and_then_succeeds()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
        Assert.Equal([0, 180], _story.Script.SecondsOf("100/insights"));
        Assert.Equal(1, _story.Client.Statistics.RateLimitWaits);
        Assert.Equal(TimeSpan.FromMinutes(3), _story.Client.Statistics.RateLimitWaited);
    }

    [Fact]
    public void A_throttled_page_does_not_stop_the_others()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3), Answers.Ok())
            .Answer("200/insights", Answers.Ok())
            .Answer("me/accounts", Answers.Ok());

        _story.Run(async () =>
        {
            var throttled = _story.GetAsync(_story.Insights("100"));
            await _story.PassAsync(10);
            await _story.GetAsync(_story.Insights("200"));
            await _story.GetAsync(_story.Accounts());
            await throttled;
        });

        Assert.Equal([10], _story.Script.SecondsOf("200/insights"));
        Assert.Equal([10], _story.Script.SecondsOf("me/accounts"));
        Assert.Equal([0, 180], _story.Script.SecondsOf("100/insights"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(341)]
    [InlineData(613)]
    public void A_throttled_app_stops_everybody(int code)
    {
        _story.Script.Answer("100/insights", Answers.Error(code), Answers.Ok())
            .Answer("200/insights", Answers.Ok())
            .Answer("me/accounts", Answers.Ok());

        _story.Run(async () =>
        {
            var throttled = _story.GetAsync(_story.Insights("100"));
            await _story.PassAsync(10);
            await Task.WhenAll(throttled, _story.GetAsync(_story.Insights("200")), _story.GetAsync(_story.Accounts()));
        });

        Assert.Equal([0, 60], _story.Script.SecondsOf("100/insights"));
        Assert.Equal([60], _story.Script.SecondsOf("200/insights"));
        Assert.Equal([60], _story.Script.SecondsOf("me/accounts"));
    }

    [Fact]
    public void A_page_limit_without_a_page_is_the_apps()
    {
        _story.Script.Answer("me/accounts", Answers.Error(32), Answers.Ok()).Answer("100/insights", Answers.Ok());

        _story.Run(async () =>
        {
            var throttled = _story.GetAsync(_story.Accounts());
            await _story.PassAsync(1);
            await _story.GetAsync(_story.Insights());
            await throttled;
        });

        Assert.Equal([60], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Where_facebook_says_no_time_the_wait_doubles_from_one_minute_to_one_hour()
    {
        _story.Options = _story.Options with { MaxAttempts = 9 };
        _story.Script.Answer("100/insights", [.. Enumerable.Range(0, 8).Select(_ => Answers.PageThrottled()), Answers.Ok()]);

        _story.Get(_story.Insights());

        double[] minutes = [0, 1, 3, 7, 15, 31, 63, 123, 183];
        Assert.Equal(minutes, _story.Script.SecondsOf("100/insights").Select(seconds => seconds / 60));
    }

    [Fact]
    public void A_success_ends_the_doubling()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(), Answers.PageThrottled(), Answers.Ok(), Answers.PageThrottled(), Answers.Ok());

        _story.Get(_story.Insights());
        _story.Get(_story.Insights());

        Assert.Equal([0, 60, 180, 180, 240], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Calls_under_way_when_a_block_begins_do_not_double_it()
    {
        _story.Script.Answer("100/insights", [.. Enumerable.Range(0, 8).Select(index => Answers.Late(TimeSpan.FromSeconds(1 + (index * 0.1)), Answers.PageThrottled()))])
            .Answer("100/insights", [.. Enumerable.Range(0, 8).Select(_ => Answers.Ok())]);

        _story.Run(() => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _story.GetAsync(_story.Insights()))));

        Assert.Equal(Enumerable.Repeat(61.0, 8), _story.Script.SecondsOf("100/insights")[8..]);
    }

    [Fact]
    public void A_success_from_before_the_block_does_not_end_it()
    {
        _story.Script.Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(20), Answers.Ok()), Answers.Late(TimeSpan.FromSeconds(1), Answers.PageThrottled(minutes: 2)), Answers.Ok());

        _story.Run(() => Task.WhenAll(_story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights())));

        Assert.Equal([0, 0, 121], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_refusal_of_before_that_names_a_later_time_lengthens_the_block()
    {
        _story.Script.Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(1), Answers.PageThrottled(minutes: 2)), Answers.Late(TimeSpan.FromSeconds(30), Answers.PageThrottled(minutes: 5)))
            .Answer("100/insights", Answers.Ok(), Answers.Ok());

        _story.Run(() => Task.WhenAll(_story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights())));

        Assert.Equal([0, 0, 330, 330], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void After_a_block_one_call_tries_first_and_the_others_follow_its_success()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 1), Answers.Late(TimeSpan.FromSeconds(2), Answers.Ok()), Answers.Ok(), Answers.Ok(), Answers.Ok());

        _story.Run(async () =>
        {
            var first = _story.GetAsync(_story.Insights());
            await _story.PassAsync(5);
            await Task.WhenAll(first, _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()));
        });

        Assert.Equal([0, 60, 62, 62, 62], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void When_the_trying_call_is_throttled_again_the_others_stay_where_they_are()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 1), Answers.Late(TimeSpan.FromSeconds(2), Answers.PageThrottled(minutes: 4)), Answers.Ok(), Answers.Ok(), Answers.Ok());

        _story.Run(async () =>
        {
            var first = _story.GetAsync(_story.Insights());
            await _story.PassAsync(5);
            await Task.WhenAll(first, _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()));
        });

        Assert.Equal([0, 60, 302, 302, 302], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void When_the_trying_call_fails_on_the_way_another_one_tries()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 1), Answers.Late(TimeSpan.FromSeconds(2), Answers.Html(HttpStatusCode.BadGateway)))
            .Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(3), Answers.Ok()), Answers.Ok(), Answers.Ok());

        _story.Run(async () =>
        {
            var first = _story.GetAsync(_story.Insights());
            await _story.PassAsync(5);
            await Task.WhenAll(first, _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()));
        });

        Assert.Equal([0, 60, 62, 65, 65], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void When_the_trying_call_is_given_up_another_one_tries()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 1), Answers.Silence(), Answers.Ok());

        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(70), _story.Clock);
            var first = GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), stop.Token));
            await _story.PassAsync(61);
            await Task.WhenAll(first, _story.GetAsync(_story.Insights()));
        });

        Assert.Equal([0, 60, 70], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void An_error_that_graph_has_thought_about_shows_that_the_block_is_over()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 1), Answers.Late(TimeSpan.FromSeconds(2), Answers.Error(100, "(#100) The value must be a valid insights metric")))
            .Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(5), Answers.Ok()), Answers.Late(TimeSpan.FromSeconds(5), Answers.Ok()));

        _story.Run(async () =>
        {
            var first = GraphStory.CatchAsync<GraphException>(() => _story.GetAsync(_story.Insights()));
            await _story.PassAsync(61);
            await Task.WhenAll(_story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()));
            Assert.Equal(GraphErrorKind.InvalidMetric, (await first).Kind);
        });

        Assert.Equal([0, 60, 62, 62], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_longer_wait_than_allowed_fails_at_once_and_says_how_long_facebook_wants()
    {
        _story.Options = _story.Options with { MaxWait = TimeSpan.FromMinutes(5) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 125));

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(0, _story.Clock.Elapsed.TotalSeconds);
        Assert.Equal(GraphErrorKind.PageRateLimit, failure.Kind);
        Assert.Equal(80001, failure.Error.Code);
        Assert.Equal("Atrace1", failure.Error.TraceId);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal(
            "(#80001) There have been too many calls to this Page account. Wait a bit and try again. "
            + "[Page 100 must not be called for another 2 h 5 min, until 2026-11-22 20:05:00Z; the longest wait allowed is 5 min]",
            failure.Message);
        Assert.Empty(_story.Observer.Words);
    }

    [Fact]
    public void Whoever_comes_during_a_block_that_is_too_long_for_it_fails_without_a_call()
    {
        _story.Script.Answer("100/insights", Answers.AppThrottled(), Answers.Ok());

        _story.Run(async () =>
        {
            var patient = _story.GetAsync(_story.Insights());
            await _story.PassAsync(20);
            var hasty = await GraphStory.CatchAsync<GraphException>(() => _story.GetAsync(_story.Insights("200") with { MaxWait = TimeSpan.FromSeconds(30) }));
            Assert.Equal((GraphErrorKind.AppRateLimit, 4, 0), (hasty.Kind, hasty.Error.Code, hasty.Attempts));
            Assert.Contains("the app must not be called for another 40 s", hasty.Message, StringComparison.Ordinal);
            await patient;
        });
    }

    [Fact]
    public void A_wait_that_is_just_as_long_as_allowed_is_waited()
    {
        _story.Chance = 0.9;
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 60), Answers.Ok());

        _story.Get(_story.Insights());

        // Not a second longer either, whatever the jitter would add.
        Assert.Equal([0, 3600], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Jitter_is_added_to_what_facebook_says_and_never_taken_off()
    {
        _story.Chance = 0.5;
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 2), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 126], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_call_is_throttled_only_as_often_as_it_may_be_tried()
    {
        _story.Options = _story.Options with { MaxAttempts = 3 };
        _story.Script.Answer("100/insights", Answers.PageThrottled(), Answers.PageThrottled(), Answers.PageThrottled());

        var failure = _story.Fail(_story.Insights());

        Assert.Equal((GraphErrorKind.PageRateLimit, 3), (failure.Kind, failure.Attempts));
        Assert.Equal([0, 60, 180], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Waiting_for_a_block_that_others_have_met_costs_no_attempt()
    {
        _story.Script.Answer("100/insights", Answers.AppThrottled(), Answers.Ok()).Answer("200/insights", Answers.Ok());

        _story.Run(async () =>
        {
            var throttled = _story.GetAsync(_story.Insights());
            await _story.PassAsync(1);
            await _story.GetAsync(_story.Insights("200") with { MaxAttempts = 1 });
            await throttled;
        });
    }

    [Theory]
    [InlineData("100")]
    [InlineData("77700077700077")]
    public void The_time_is_believed_whatever_id_the_header_is_keyed_by(string key)
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 7, key), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 420], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void The_pages_own_entry_is_believed_before_that_of_another()
    {
        var header = """{"900":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":50}],"100":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":2}]}""";
        _story.Script.Answer("100/insights", Answers.PageThrottled().With("x-business-use-case-usage", header), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 120], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_broken_header_leaves_the_throttle_to_our_own_patience()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled().With("X-Business-Use-Case-Usage", """{"100":[{"type":"pages","call_co"""), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 60], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Retry_after_is_believed_and_the_longer_of_two_times_counts()
    {
        _story.Script.Answer("100/insights", Answers.AppThrottled().With("Retry-After", "25"), Answers.PageThrottled(minutes: 1).With("Retry-After", "100"), Answers.PageThrottled(minutes: 2).With("Retry-After", "100"), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 25, 125, 245], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void An_answer_429_that_is_not_graphs_waits_for_seconds_and_stops_the_page_alone()
    {
        _story.Script.Answer("100/insights", Answers.Html(HttpStatusCode.TooManyRequests), Answers.Html(HttpStatusCode.TooManyRequests), Answers.Ok()).Answer("200/insights", Answers.Ok());

        _story.Run(async () =>
        {
            var throttled = _story.GetAsync(_story.Insights());
            await _story.PassAsync(1);
            await _story.GetAsync(_story.Insights("200"));
            await throttled;
        });

        Assert.Equal([0, 5, 15], _story.Script.SecondsOf("100/insights"));
        Assert.Equal([1], _story.Script.SecondsOf("200/insights"));
    }

    [Fact]
    public void An_answer_429_with_a_code_nobody_knows_stops_the_page_alone_and_one_with_the_apps_code_everybody()
    {
        _story.Options = _story.Options with { MaxAttempts = 1 };
        _story.Script.Answer("100/insights", Answers.Error(9999, status: HttpStatusCode.TooManyRequests), Answers.Error(4, status: HttpStatusCode.TooManyRequests));

        Assert.Equal(GraphErrorKind.PageRateLimit, _story.Fail(_story.Insights()).Kind);
        Assert.Equal(GraphErrorKind.AppRateLimit, _story.Fail(_story.Insights()).Kind);
    }

    [Fact]
    public void Endless_patience_is_no_trouble()
    {
        _story.Options = _story.Options with { MaxWait = TimeSpan.MaxValue };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 600), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 36000], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void An_answer_429_to_a_call_without_a_page_stops_the_app()
    {
        _story.Options = _story.Options with { MaxAttempts = 1 };
        _story.Script.Answer("me/accounts", Answers.Html(HttpStatusCode.TooManyRequests)).Answer("200/insights", Answers.Ok());

        Assert.Equal(GraphErrorKind.AppRateLimit, _story.Fail(_story.Accounts()).Kind);
        _story.Get(_story.Insights("200"));

        Assert.Equal([5], _story.Script.SecondsOf("200/insights"));
    }

    [Fact]
    public void The_observer_is_told_at_once_and_at_least_once_a_minute()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 4), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([(0, 240), (50, 240), (100, 240), (150, 240), (200, 240)], _story.Observer.Words);
    }

    [Fact]
    public void The_observer_is_told_of_every_new_end()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(), Answers.PageThrottled(), Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([(0, 60), (50, 60), (60, 180), (110, 180), (160, 180)], _story.Observer.Words);
    }

    [Fact]
    public void The_log_has_a_line_at_least_once_a_minute_for_a_blocked_budget_however_many_calls_wait()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 10), Answers.Ok()).Answer("100/insights", [.. Enumerable.Range(0, 9).Select(_ => Answers.Ok())]);

        _story.Run(async () =>
        {
            var calls = new List<Task> { _story.GetAsync(_story.Insights()) };
            for (var i = 0; i < 9; i++)
            {
                await _story.PassAsync(7);
                calls.Add(_story.GetAsync(_story.Insights()));
            }

            await Task.WhenAll(calls);
        });

        var lines = _story.Log.Lines.Where(line => line.Level == LogLevel.Warning).ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(index => index * 50.0), lines.Select(line => line.At.TotalSeconds));
        Assert.StartsWith("The rate limit of Page 100 is used up: no calls for it until 2026-11-22 18:10:00Z (10 min). (#80001) There have been", lines[0].Message, StringComparison.Ordinal);
        Assert.Contains("(9 min 10 s)", lines[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_goes_on_when_the_call_that_wrote_it_is_given_up()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 5), Answers.Ok());

        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60), _story.Clock);
            var first = GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), stop.Token));
            await _story.PassAsync(49);
            await Task.WhenAll(first, _story.GetAsync(_story.Insights()));
        });

        var times = _story.Log.Lines.Select(line => line.At.TotalSeconds).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 60));
        Assert.InRange(times[^1], 240, 300);
    }

    [Fact]
    public void Cancelling_ends_a_wait_at_once()
    {
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 30));

        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(77), _story.Clock);
            var canceled = await GraphStory.CatchAsync<OperationCanceledException>(() => _story.GetAsync(_story.Insights(), stop.Token));
            Assert.Equal(stop.Token, canceled.CancellationToken);
        });

        Assert.Equal(77, _story.Clock.Elapsed.TotalSeconds);
        Assert.Equal(TimeSpan.FromSeconds(77), _story.Client.Statistics.RateLimitWaited);
    }
}
