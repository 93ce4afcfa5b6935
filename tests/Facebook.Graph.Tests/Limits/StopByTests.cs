namespace Facebook.Graph.Tests;

/// <summary>Waits of a caller who has no time for them.</summary>
public sealed class StopByTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void A_wait_beyond_the_end_is_not_begun_and_says_until_when()
    {
        var now = _story.Clock.GetUtcNow();
        _story.Options = _story.Options with { StopBy = now.AddMinutes(2) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3));

        var failure = _story.Fail(_story.Insights());

        Assert.Equal(GraphErrorKind.PageRateLimit, failure.Kind);
        Assert.Equal(now.AddMinutes(3), failure.HeldUntil);
        Assert.Equal(now, _story.Clock.GetUtcNow());
        Assert.Equal([0], _story.Script.SecondsOf("100/insights"));
        Assert.Contains("must not be called until", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_within_the_time_is_waited_as_ever()
    {
        _story.Options = _story.Options with { StopBy = _story.Clock.GetUtcNow().AddMinutes(4) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3), Answers.Ok("{}"));

        Assert.Equal("{}", _story.Get(_story.Insights()));
        Assert.Equal([0, 180], _story.Script.SecondsOf("100/insights"));
    }

    [Fact]
    public void It_counts_more_than_the_longest_wait_that_is_allowed()
    {
        var now = _story.Clock.GetUtcNow();
        _story.Options = _story.Options with { StopBy = now.AddMinutes(2), MaxWait = TimeSpan.FromMinutes(1) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3));

        Assert.Equal(now.AddMinutes(3), _story.Fail(_story.Insights()).HeldUntil);
    }

    [Fact]
    public void A_wait_that_is_only_too_long_has_no_end_to_come_back_at()
    {
        _story.Options = _story.Options with { MaxWait = TimeSpan.FromMinutes(1) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3));

        Assert.Null(_story.Fail(_story.Insights()).HeldUntil);
    }

    [Fact]
    public void Other_Pages_are_not_held_by_it()
    {
        _story.Options = _story.Options with { StopBy = _story.Clock.GetUtcNow().AddMinutes(2) };
        _story.Script.Answer("100/insights", Answers.PageThrottled(minutes: 3)).Answer("200/insights", Answers.Ok("{}"));

        _story.Fail(_story.Insights("100"));

        Assert.Equal("{}", _story.Get(_story.Insights("200")));
    }
}
