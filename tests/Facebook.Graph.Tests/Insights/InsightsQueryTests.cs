namespace Facebook.Graph.Tests.Insights;

public sealed class InsightsQueryTests
{
    private static readonly AccessToken Token = new("EAAPAGE1");

    [Fact]
    public void The_bounds_are_dates_and_the_period_is_sent()
    {
        var request = new InsightsQuery("100000000000001", ["page_media_view", "page_follows"], "day", new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 4)).ToRequest(Token);

        Assert.Equal("100000000000001/insights", request.Path);
        Assert.Equal(
            ["metric=page_media_view,page_follows", "period=day", "since=2026-02-28", "until=2026-03-04"],
            request.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
    }

    [Fact]
    public void All_periods_are_asked_for_by_sending_none()
    {
        var request = new InsightsQuery("1", ["page_follows"], null, new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 4)).ToRequest(Token);

        Assert.Equal(["metric=page_follows", "since=2026-02-28", "until=2026-03-04"], request.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
    }

    [Fact]
    public void A_breakdown_is_a_parameter_of_its_own()
    {
        var request = new InsightsQuery("1", ["page_media_view"], "week", new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 1), "is_from_ads").ToRequest(Token);

        Assert.Equal(KeyValuePair.Create("breakdown", "is_from_ads"), request.Parameters[^1]);
        Assert.Equal(5, request.Parameters.Count);
    }

    [Fact]
    public void The_call_counts_on_the_budget_of_its_Page_and_carries_the_Pages_token()
    {
        var observer = new Observer();
        var request = new InsightsQuery("7", ["a"], "day", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)).ToRequest(Token, observer, maxAttempts: 2);

        Assert.Equal("7", request.PageId);
        Assert.Equal(Token, request.Token);
        Assert.Same(observer, request.RateLimitObserver);
        Assert.Equal(2, request.MaxAttempts);
        Assert.Empty(request.SecretParameters);
    }

    private sealed class Observer : IRateLimitObserver
    {
        public void Waiting(DateTimeOffset until)
        {
        }
    }
}
