using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests;

public sealed class RateLimiterPropertyTests
{
    [Fact]
    public void Whatever_happens_no_call_goes_out_inside_a_block_and_one_alone_after_it()
    {
        var blocks = 0;
        Gen.Int.Sample(
            seed => Interlocked.Add(ref blocks, Play(seed)),
            iter: 300,
            print: seed => $"{seed}");

        Assert.True(blocks > 1000, $"only {blocks} blocks happened");
    }

    private static int Play(int seed)
    {
        var random = new Random(seed);
        var clock = new TestClock();
        using var server = new ThrottlingServer(clock, random);
        var options = new GraphClientOptions { BaseUrl = new Uri("https://graph.test"), Version = "v25.0", MaxAttempts = 20, MaxWait = TimeSpan.FromHours(3) };
        using var client = new GraphClient(new HttpClient(server), options, clock, random.NextDouble, NullLogger.Instance);
        var done = 0;
        new Pump(clock).Run(() => Task.WhenAll(Enumerable.Range(0, random.Next(5, 40)).Select(_ => CallAsync())));

        Assert.Equal("", string.Join("; ", server.Violations));
        Assert.True(done > 0);
        return server.Blocks;

        async Task CallAsync()
        {
            var page = random.Next(5) is > 0 and var number ? $"{100 * number}" : null;
            await Task.Delay(TimeSpan.FromSeconds(random.Next(0, 600)), clock);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(1, 900) : 1_000_000), clock);
            try
            {
                done += await client.GetAsync(new GraphRequest(page is null ? "me/accounts" : $"{page}/insights") { Token = GraphStory.Token, PageId = page }, _ => 1, patience.Token);
            }
            catch (Exception e) when (e is GraphException or OperationCanceledException)
            {
                // Attempts used up, or given up: part of the story.
            }
        }
    }
}
