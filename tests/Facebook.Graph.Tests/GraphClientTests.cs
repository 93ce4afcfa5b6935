using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests;

public sealed class GraphClientTests
{
    [Fact]
    public async Task Many_threads_share_a_client()
    {
        using var client = new GraphClient(
            new HttpClient(new EchoHandler()), new GraphClientOptions { BaseUrl = new Uri("https://graph.test"), Version = "v25.0" }, TimeProvider.System, () => 0.5, NullLogger.Instance);
        var calls = Enumerable.Range(0, 5000).Select(async number =>
        {
            await Task.Yield();
            var request = new GraphRequest($"{number % 50}/insights") { Token = GraphStory.Token, PageId = $"{number % 50}", Parameters = [new("n", $"{number}")] };
            Assert.Equal($"{{\"n\":{number}}}", await client.GetAsync(request, Encoding.UTF8.GetString, TestContext.Current.CancellationToken));
        });

        await Task.WhenAll(calls);

        Assert.Equal(5000, client.Statistics.Requests);
        Assert.Equal(5000, client.Statistics.RequestsByEdge["insights"]);
        Assert.Equal(0, client.Statistics.RateLimitWaits);
        Assert.Equal(Enumerable.Range(0, 5000).Sum(number => $"{{\"n\":{number}}}".Length), client.Statistics.BytesReceived);
    }

    [Fact]
    public void The_http_client_goes_with_its_client()
    {
        var handler = new EchoHandler();
        using (var client = new GraphClient(new HttpClient(handler), new GraphClientOptions { Version = "v25.0" }, TimeProvider.System, () => 0, NullLogger.Instance))
        {
            Assert.False(handler.IsDisposed);
        }

        Assert.True(handler.IsDisposed);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 0)]
    public void Options_that_make_no_sense_are_refused(int attempts, int timeout)
    {
        using var http = new HttpClient(new EchoHandler());
        var options = new GraphClientOptions { Version = "v25.0", MaxAttempts = attempts, AttemptTimeout = TimeSpan.FromSeconds(timeout) };

        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphClient(http, options, TimeProvider.System, () => 0, NullLogger.Instance));
    }

    private sealed class EchoHandler : HttpMessageHandler
    {
        internal bool IsDisposed { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"{{\"n\":{request.RequestUri!.Query.Split('=')[1]}}}") };
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
