using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests.Transport;

/// <summary>So many answers are decompressed and read at a time; those that wait for their turn hold nobody up.</summary>
public sealed class ReadingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_answers_are_read_at_a_time_than_allowed_and_the_others_hold_no_place_meanwhile()
    {
        const int Calls = 6;
        using var server = new Server(Encoding.UTF8.GetBytes("{}"));
        using var client = ClientOf(server, mostReadAtOnce: 1);
        using var release = new ManualResetEventSlim();
        var (begun, most, reading) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0, 0);
        int Read(ReadOnlySpan<byte> json)
        {
            most = Math.Max(most, Interlocked.Increment(ref reading));
            begun.TrySetResult();
            release.Wait(Cancellation);
            return Interlocked.Decrement(ref reading);
        }

        var calls = Enumerable.Range(0, Calls).Select(_ => Task.Run(() => client.GetAsync(Request(), Read, Cancellation), Cancellation)).ToList();
        await begun.Task;
        await server.WaitForAsync(Calls);
        // Whatever was ready to run by now has begun when these have run.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => { }, Cancellation)));

        Assert.DoesNotContain(calls, call => call.IsCompleted);
        release.Set();
        await Task.WhenAll(calls);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task An_answer_that_waits_to_be_read_gives_up_when_the_caller_does()
    {
        using var server = new Server(Encoding.UTF8.GetBytes("{}"));
        using var client = ClientOf(server, mostReadAtOnce: 1);
        using var release = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Task.Run(
            () => client.GetAsync(
                Request(),
                _ =>
                {
                    begun.TrySetResult();
                    release.Wait(Cancellation);
                    return 0;
                },
                Cancellation),
            Cancellation);
        await begun.Task;
        var second = client.GetAsync(Request(), _ => 0, stop.Token);
        await server.WaitForAsync(2);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        release.Set();
        await first;
        // The turn that was never taken is not lost.
        await client.GetAsync(Request(), _ => 0, Cancellation);
    }

    [Fact]
    public async Task An_answer_is_as_large_as_it_is_when_decompressed()
    {
        using var server = new Server(Compression.Gzip(new string(' ', 100_000) + "{}"), "gzip");
        using var client = ClientOf(server, maxAnswerBytes: 100_001);

        var failure = await Assert.ThrowsAsync<GraphException>(() => client.GetAsync(Request(), _ => 0, Cancellation));

        Assert.Equal(GraphErrorKind.TooMuchData, failure.Kind);
    }

    [Theory]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    public async Task A_coding_is_known_by_its_other_names(string coding)
    {
        using var server = new Server(Compression.Gzip("""{"data":[]}"""), coding);
        using var client = ClientOf(server);

        Assert.Equal("""{"data":[]}""", await client.GetAsync(Request(), Encoding.UTF8.GetString, Cancellation));
        Assert.Equal(11, client.Statistics.BytesReceived);
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_compressed_and_is_empty_is_a_fault_of_the_attempt()
    {
        using var server = new Server([], "gzip");
        using var client = ClientOf(server);

        var failure = await Assert.ThrowsAsync<GraphException>(() => client.GetAsync(Request(), _ => 0, Cancellation));

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task A_coding_that_nobody_asked_for_is_not_an_answer_of_Graphs()
    {
        using var server = new Server([0x28, 0xb5, 0x2f, 0xfd], "zstd");
        using var client = ClientOf(server);

        var failure = await Assert.ThrowsAsync<GraphException>(() => client.GetAsync(Request(), _ => 0, Cancellation));

        Assert.True(failure.IsForeignAnswer);
        Assert.Contains("an answer that is not Graph's (application/json, 4 bytes)", failure.Message, StringComparison.Ordinal);
    }

    private static GraphRequest Request() => new("1/insights") { Token = new AccessToken("EAAtoken"), MaxAttempts = 1 };

    private static GraphClient ClientOf(Server server, int mostReadAtOnce = 2, int maxAnswerBytes = 1_000_000) => new(
        new HttpClient(server, disposeHandler: false),
        new GraphClientOptions { Version = "v25.0", MostAtOnce = 1, MostReadAtOnce = mostReadAtOnce, MaxAnswerBytes = maxAnswerBytes },
        TimeProvider.System,
        () => 0,
        NullLogger.Instance);

    private sealed class Server(byte[] body, string? coding = null) : HttpMessageHandler
    {
        private readonly SemaphoreSlim _asked = new(0);

        public async Task WaitForAsync(int requests)
        {
            for (var request = 0; request < requests; request++)
            {
                await _asked.WaitAsync(Cancellation);
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            if (coding is not null)
            {
                content.Headers.ContentEncoding.Add(coding);
            }

            _asked.Release();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
