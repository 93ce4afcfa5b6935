namespace Facebook.Graph.Tests;

public sealed class GraphStatisticsTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Requests_are_counted_by_what_they_read()
    {
        string[] paths = ["100/insights", "100/insights/page_follows/day", "100", "me", "me/accounts", "900/owned_pages", "debug_token", "oauth/access_token"];
        foreach (var path in paths)
        {
            _story.Script.Answer(path, Answers.Ok());
            _story.Get(new GraphRequest(path) { Token = GraphStory.Token });
        }

        Assert.Equal(
            new Dictionary<string, long> { ["insights"] = 2, ["node"] = 2, ["accounts"] = 1, ["owned_pages"] = 1, ["debug_token"] = 1, ["oauth"] = 1 },
            _story.Client.Statistics.RequestsByEdge);
    }

    [Fact]
    public void Retries_waits_and_bytes_are_counted()
    {
        _story.Script.Answer("100/insights", Answers.Html(System.Net.HttpStatusCode.BadGateway), Answers.PageThrottled(minutes: 1), Answers.Ok("""{"data":[]}"""));

        _story.Get(_story.Insights());

        var statistics = _story.Client.Statistics;
        Assert.Equal((3, 2, 1), (statistics.Requests, statistics.Retries, statistics.RateLimitWaits));
        Assert.Equal(TimeSpan.FromMinutes(1), statistics.RateLimitWaited);
        Assert.InRange(statistics.BytesReceived, """{"data":[]}""".Length + 100, 1000);
    }

    [Fact]
    public void Requests_are_counted_by_how_they_ended()
    {
        _story.Script.Answer("100/insights", Answers.Html(System.Net.HttpStatusCode.BadGateway), Answers.PageThrottled(minutes: 1), Answers.Ok());
        _story.Script.Answer("me/accounts", Answers.Ok());

        _story.Get(_story.Accounts());
        _story.Get(_story.Insights());

        Assert.Equal(
            [("accounts", "ok", 1), ("insights", "ok", 1), ("insights", "page_rate_limit", 1), ("insights", "transient", 1)],
            _story.Client.Statistics.RequestsByOutcome);
        Assert.Equal(4, _story.Client.Statistics.RequestDurations.Sum(duration => duration.Count));
    }

    [Fact]
    public void A_great_many_edges_do_not_fill_the_memory()
    {
        var statistics = new GraphStatistics();
        foreach (var number in Enumerable.Range(0, 1000))
        {
            statistics.CountRequest($"me/edge{number}", isRetry: false);
        }

        Assert.Equal(101, statistics.RequestsByEdge.Count);
        Assert.Equal(900, statistics.RequestsByEdge["other"]);
        Assert.Equal(1000, statistics.Requests);
    }
}
