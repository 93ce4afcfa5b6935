using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests;

public sealed class KnownPagesTests
{
    [Fact]
    public async Task Pages_that_nothing_is_known_of_are_forgotten_and_blocked_ones_are_not()
    {
        var clock = new TestClock();
        var limiter = new RateLimiter(clock, () => 0, new WaitReporter(clock, NullLogger.Instance), new GraphStatistics());
        var blocked = await limiter.EnterAsync(Call("blocked"), TestContext.Current.CancellationToken);
        blocked.Failed(new GraphException(GraphErrorKind.PageRateLimit, new GraphError { Code = 80001, Message = "too many calls" }));
        blocked.Dispose();

        for (var page = 0; page < 25_000; page++)
        {
            using var permit = await limiter.EnterAsync(Call($"{page}"), TestContext.Current.CancellationToken);
            permit.Passed();
        }

        Assert.InRange(limiter.KnownPages, 1, 20_000);
        var failure = await Assert.ThrowsAsync<GraphException>(() => limiter.EnterAsync(Call("blocked"), TestContext.Current.CancellationToken));
        Assert.Equal(80001, failure.Error.Code);
    }

    private static GraphCall Call(string pageId) => new(
        new GraphRequest($"{pageId}/insights") { Token = GraphStory.Token, PageId = pageId, MaxWait = TimeSpan.Zero }, new GraphClientOptions { Version = "v25.0" }, new SecretFormMemory());
}
