using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests.Transport;

/// <summary>So many requests are under way at a time, and an answer that is being read is none of them.</summary>
public sealed class TurnstileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_requests_are_under_way_than_allowed_and_each_is_made(int most)
    {
        using var server = new HeldServer();
        using var client = ClientOf(server, most);

        var calls = Enumerable.Range(0, 10).Select(_ => client.GetAsync(Request(), _ => 0, TestContext.Current.CancellationToken)).ToList();
        for (var answered = 0; answered < 10; answered++)
        {
            await server.WaitUntilHeldAsync(Math.Min(most, 10 - answered));
            server.AnswerOne();
        }

        await Task.WhenAll(calls);
        Assert.Equal((10, most), (server.Requests, server.MostUnderWay));
    }

    [Fact]
    public async Task The_next_request_is_sent_while_an_answer_is_read()
    {
        using var server = new HeldServer();
        using var client = ClientOf(server, most: 1);
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var first = Task.Run(() => client.GetAsync(Request(), _ => Wait(read.Task), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await server.WaitUntilHeldAsync(1);
        var second = client.GetAsync(Request(), _ => 0, TestContext.Current.CancellationToken);
        server.AnswerOne();
        await server.WaitUntilRequestedAsync(2);

        Assert.False(first.IsCompleted);
        read.SetResult();
        server.AnswerOne();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_failed_and_a_cancelled_request_give_their_places_back()
    {
        using var server = new HeldServer();
        using var client = ClientOf(server, most: 1);
        using var stop = new CancellationTokenSource();

        var cancelled = client.GetAsync(Request(), _ => 0, stop.Token);
        await server.WaitUntilHeldAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var failed = client.GetAsync(Request(), _ => 0, TestContext.Current.CancellationToken);
        await server.WaitUntilRequestedAsync(2);
        server.AnswerOne(HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<GraphException>(() => failed);

        var last = client.GetAsync(Request(), _ => 0, TestContext.Current.CancellationToken);
        await server.WaitUntilRequestedAsync(3);
        server.AnswerOne();
        await last;
    }

    private static int Wait(Task task)
    {
        task.GetAwaiter().GetResult();
        return 0;
    }

    private static GraphRequest Request() => new("1/insights") { Token = new AccessToken("EAAtoken"), MaxAttempts = 1 };

    private static GraphClient ClientOf(HeldServer server, int most) => new(
        new HttpClient(server, disposeHandler: false),
        new GraphClientOptions { Version = "v25.0", MostAtOnce = most },
        TimeProvider.System,
        () => 0,
        NullLogger.Instance);

    // Answers when it is told to.
    private sealed class HeldServer : HttpMessageHandler
    {
        private readonly Lock _gate = new();
        private readonly Queue<TaskCompletionSource<HttpStatusCode>> _held = new();
        private readonly SemaphoreSlim _changed = new(0);
        private int _underWay;

        public int Requests { get; private set; }

        public int MostUnderWay { get; private set; }

        public Task WaitUntilHeldAsync(int count) => WaitAsync(() => _held.Count == count);

        public Task WaitUntilRequestedAsync(int count) => WaitAsync(() => Requests == count);

        public void AnswerOne(HttpStatusCode status = HttpStatusCode.OK)
        {
            lock (_gate)
            {
                _held.Dequeue().SetResult(status);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var held = new TaskCompletionSource<HttpStatusCode>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _held.Enqueue(held);
                Requests++;
                MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
            }

            _changed.Release();
            try
            {
                var status = await held.Task.WaitAsync(cancellationToken);
                var body = status == HttpStatusCode.OK ? """{"data":[]}""" : """{"error":{"code":100,"message":"(#100) no"}}""";
                return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            }
            finally
            {
                lock (_gate)
                {
                    _underWay--;
                    if (cancellationToken.IsCancellationRequested)
                    {
                        _held.Clear();
                    }
                }

                _changed.Release();
            }
        }

        private async Task WaitAsync(Func<bool> condition)
        {
            while (true)
            {
                lock (_gate)
                {
                    if (condition())
                    {
                        return;
                    }
                }

                await _changed.WaitAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
