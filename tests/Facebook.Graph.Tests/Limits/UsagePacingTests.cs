using Microsoft.Extensions.Logging;

namespace Facebook.Graph.Tests;

/// <summary>What usage headers do before Facebook refuses anything.</summary>
public sealed class UsagePacingTests : IDisposable
{
    private readonly GraphStory _story = new() { Chance = 0.5 };

    public void Dispose() => _story.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(74, 0)]
    [InlineData(75, 0)]
    [InlineData(80, 0.625)]
    [InlineData(85, 2.5)]
    [InlineData(90, 5.625)]
    public void Calls_are_spaced_more_widely_the_higher_the_usage(int percent, double distance)
    {
        _story.Script.Answer("100/insights", PageUsage(percent), PageUsage(percent), PageUsage(percent));

        GetOneAfterAnother(3);

        Assert.Equal([0, distance, 2 * distance], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Calls_side_by_side_are_spaced_too()
    {
        _story.Script.Answer("100/insights", PageUsage(85), PageUsage(85), PageUsage(85), PageUsage(85));

        _story.Get(_story.Insights());
        _story.Run(() => Task.WhenAll(_story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights())));

        Assert.Equal([0, 2.5, 5, 7.5], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void The_usage_of_a_page_slows_that_page_alone_and_the_usage_of_the_app_everybody()
    {
        _story.Script.Answer("100/insights", PageUsage(90), Answers.Ok()).Answer("200/insights", Answers.Ok(), AppUsage(90)).Answer("300/insights", Answers.Ok());

        _story.Get(_story.Insights("100"));
        _story.Get(_story.Insights("200"));
        _story.Get(_story.Insights("200"));
        Assert.Equal(0, _story.Clock.Elapsed.TotalSeconds);
        _story.Get(_story.Insights("300"));
        Assert.Equal(5.625, _story.Clock.Elapsed.TotalSeconds);
        _story.Get(_story.Insights("100"));
    }

    [Fact]
    public void The_older_page_header_counts_for_the_page()
    {
        _story.Script.Answer("100/insights", Answers.Ok().With("X-Page-Usage", """{"call_count":85,"total_cputime":56,"total_time":60}"""), Answers.Ok());

        GetOneAfterAnother(2);

        Assert.Equal([0, 2.5], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void The_usage_of_other_use_cases_is_no_concern_of_ours()
    {
        _story.Script.Answer("100/insights", Answers.Ok().With("X-Business-Use-Case-Usage", """{"100":[{"type":"messenger","call_count":99},{"type":"ads_insights","call_count":100,"estimated_time_to_regain_access":9}]}"""), Answers.Ok());

        GetOneAfterAnother(2);

        Assert.Equal(0, _story.Clock.Elapsed.TotalSeconds);
    }

    [Fact]
    public void A_header_can_bring_news_of_another_page()
    {
        _story.Script.Answer("me/accounts", Answers.Ok().With("X-Business-Use-Case-Usage", """{"200":[{"type":"pages","call_count":90}],"300":[{"type":"pages","call_count":10}]}"""))
            .Answer("200/insights", Answers.Ok())
            .Answer("300/insights", Answers.Ok());

        _story.Get(_story.Accounts());
        _story.Get(_story.Insights("300"));
        _story.Get(_story.Insights("200"));

        Assert.Equal([0], _story.Script.SecondsOf("300/insights"));
        Assert.Equal([5.625], _story.Script.SecondsOf("200/insights"));
    }

    [Fact]
    public void Usage_that_falls_lets_calls_run_again()
    {
        _story.Script.Answer("100/insights", PageUsage(90), PageUsage(60), Answers.Ok());

        GetOneAfterAnother(3);

        Assert.Equal([0, 5.625, 5.625], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Headers_that_stop_coming_are_believed_for_ten_minutes()
    {
        _story.Script.Answer("100/insights", PageUsage(85)).Answer("100/insights", [.. Enumerable.Range(0, 300).Select(_ => Answers.Ok())]);

        GetOneAfterAnother(301);

        var times = _story.Script.SecondsOf("100/insights");
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(pair.First < 600 ? 2.5 : 0, pair.Second - pair.First));
    }

    [Fact]
    public void Near_the_wall_calls_pause_longer_each_time_until_usage_falls()
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", PageUsage(95), PageUsage(96), PageUsage(99), PageUsage(94), PageUsage(95), Answers.Ok());

        GetOneAfterAnother(6);

        var times = _story.Script.SecondsOf("100/insights");
        Assert.Equal([0, 10, 30, 70], times[..4]);
        Assert.InRange(times[4] - times[3], 7, 8);
        Assert.Equal(10, times[5] - times[4], precision: 6);
    }

    [Fact]
    public void Answers_of_calls_that_were_under_way_do_not_lengthen_a_pause()
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", Answers.Late(TimeSpan.FromSeconds(1), PageUsage(96)), Answers.Late(TimeSpan.FromSeconds(2), PageUsage(97)), Answers.Late(TimeSpan.FromSeconds(3), PageUsage(98)))
            .Answer("100/insights", PageUsage(10));

        _story.Run(() => Task.WhenAll(_story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights()), _story.GetAsync(_story.Insights())));
        _story.Get(_story.Insights());

        Assert.Equal([0, 0, 0, 11], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_pause_is_told_and_logged()
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", PageUsage(97), PageUsage(10));

        GetOneAfterAnother(2);

        Assert.Equal([(0, 10)], _story.Observer.Words);
        var line = Assert.Single(_story.Log.Lines);
        Assert.Equal((LogLevel.Information, "97 % of the rate limit of Page 100 is used: no calls for it until 2026-11-22 18:00:10Z (10 s)"), (line.Level, line.Message));
    }

    [Fact]
    public void A_pause_is_logged_at_once_although_the_slowing_down_before_it_was_logged_just_now()
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", PageUsage(90), PageUsage(97), PageUsage(10));

        GetOneAfterAnother(3);

        Assert.Equal(
            [
                "90 % of the rate limit of Page 100 is used: calls for it are slowed down",
                "97 % of the rate limit of Page 100 is used: no calls for it until 2026-11-22 18:00:14Z (10 s)",
            ],
            _story.Log.Lines.Select(line => line.Message));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 4)]
    [InlineData(60, 10)]
    public void A_pause_of_our_own_choice_ends_where_the_calls_patience_ends(int maxWait, double expected)
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", PageUsage(97), PageUsage(10));

        _story.Get(_story.Insights());
        _story.Get(_story.Insights() with { MaxWait = TimeSpan.FromSeconds(maxWait) });

        Assert.Equal([0, expected], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void A_time_to_regain_access_in_an_answer_that_succeeded_is_a_block_all_the_same()
    {
        _story.Chance = 0;
        _story.Script.Answer("100/insights", PageUsage(100, regain: 3), Answers.Ok());

        _story.Get(_story.Insights());
        _story.Run(async () =>
        {
            var hasty = await GraphStory.CatchAsync<GraphException>(() => _story.GetAsync(_story.Insights() with { MaxWait = TimeSpan.FromSeconds(10) }));
            Assert.Equal((GraphErrorKind.PageRateLimit, 0), (hasty.Kind, hasty.Attempts));
            Assert.Contains("Page 100 must not be called for another 3 min", hasty.Message, StringComparison.Ordinal);
            await _story.GetAsync(_story.Insights());
        });

        Assert.Equal([0, 180], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void Usage_at_the_wall_does_not_shorten_a_block()
    {
        _story.Chance = 0;
        var throttled = Answers.PageThrottled(minutes: 3).With("X-App-Usage", """{"call_count":20}""");
        _story.Script.Answer("100/insights", throttled, Answers.Ok());

        _story.Get(_story.Insights());

        Assert.Equal([0, 180], _story.Script.SecondsOf("100/insights"));
    }

    private static ScriptedAnswer PageUsage(int percent, int regain = 0) =>
        Answers.Ok().With("X-Business-Use-Case-Usage", $$"""{"100":[{"type":"pages","call_count":{{percent}},"total_cputime":3,"total_time":4,"estimated_time_to_regain_access":{{regain}}}]}""");

    private static ScriptedAnswer AppUsage(int percent) => Answers.Ok().With("X-App-Usage", $$"""{"call_count":5,"total_time":{{percent}},"total_cputime":9}""");

    private void GetOneAfterAnother(int calls) => _story.Run(async () =>
    {
        for (var call = 0; call < calls; call++)
        {
            await _story.GetAsync(_story.Insights());
        }
    });
}
