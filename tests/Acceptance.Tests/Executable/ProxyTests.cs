using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TestKit;
using TestKit.Aws;

namespace Acceptance.Tests.Executable;

/// <summary>The executable on machines that reach the web through a proxy only, which the usual variables name.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task Facebook_is_asked_for_through_the_proxy(string variable)
    {
        await using var launched = await Launched.PrepareAsync();
        var config = launched.Config(3);
        config.With("api_url", null);
        await using var proxy = await FirstLines.ListenAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var output = await CheckAsync(launched, config, (variable, proxy.Address));

        Assert.Equal("FAILED", output.ConnectionStatus.Status);
        Assert.All(proxy.Lines, line => Assert.Equal("CONNECT graph.facebook.com:443 HTTP/1.1", line));
        Assert.NotEmpty(proxy.Lines);
    }

    [Fact]
    public async Task Hosts_that_are_excepted_are_asked_directly()
    {
        await using var launched = await Launched.PrepareAsync();
        await using var proxy = await FirstLines.ListenAsync("");
        await using var host = await FirstLines.ListenAsync("");
        var config = launched.Config(3).With("api_url", host.Address.Replace("http:", "https:", StringComparison.Ordinal));

        await CheckAsync(launched, config, ("HTTPS_PROXY", proxy.Address), ("NO_PROXY", "facebook.example,127.0.0.1"));

        Assert.Empty(proxy.Lines);
        // The greeting of TLS.
        Assert.All(host.Lines, line => Assert.StartsWith("\u0016\u0003", line, StringComparison.Ordinal));
        Assert.NotEmpty(host.Lines);
    }

    [Theory]
    [InlineData("HTTP_PROXY", "", true)]
    [InlineData("http_proxy", "", true)]
    [InlineData("HTTPS_PROXY", "", false)]
    [InlineData("HTTP_PROXY", "graph.example", false)]
    public async Task An_address_without_TLS_has_a_proxy_of_its_own(string variable, string except, bool isAsked)
    {
        await using var launched = await Launched.PrepareAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);
        ConcurrentQueue<string> asked = new();
        await using var proxy = await LoopbackHttp.StartAsync(async context =>
        {
            var request = await ReceivedRequest.ReadAsync(context);
            asked.Enqueue(request.Header("Host")!);
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(launched.Server.BaseUrl, new Uri(request.Target).PathAndQuery));
            message.Headers.TryAddWithoutValidation("Authorization", request.Header("Authorization"));
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.Header("Content-Type"));
            using var answer = await client.SendAsync(message);
            context.Response.StatusCode = (int)answer.StatusCode;
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
        });
        var config = launched.Config(3).With("api_url", "http://graph.example");

        var output = await CheckAsync(launched, config, (variable, proxy.Address.ToString()), ("NO_PROXY", except));

        Assert.Equal(isAsked ? "SUCCEEDED" : "FAILED", output.ConnectionStatus.Status);
        Assert.Equal(isAsked, !asked.IsEmpty);
        Assert.All(asked, host => Assert.Equal("graph.example", host));
    }

    // Whatever proxy the machine itself has is out of the way.
    private static Task<ConnectorOutput> CheckAsync(Launched launched, ConfigBuilder config, params (string Name, string? Value)[] variables)
    {
        var none = new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy" }.Select(name => (name, (string?)null));
        return launched.RunAsync(["check", "--config", launched.File("config.json", config.ToString())], variables: [.. none, .. variables]);
    }

    /// <summary>Listens on loopback, notes what each connection begins with, says one thing and closes it.</summary>
    private sealed class FirstLines : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _answer;
        private Task _listening = Task.CompletedTask;

        private FirstLines(string answer) => _answer = answer;

        public ConcurrentQueue<string> Lines { get; } = new();

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public static Task<FirstLines> ListenAsync(string answer)
        {
            var lines = new FirstLines(answer);
            lines._listener.Start();
            lines._listening = lines.ListenAsync();
            return Task.FromResult(lines);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _listening;
        }

        private async Task ListenAsync()
        {
            var buffer = new byte[4096];
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptTcpClientAsync();
                    var count = await connection.GetStream().ReadAsync(buffer);
                    Lines.Enqueue(Encoding.Latin1.GetString(buffer, 0, count).Split("\r\n")[0]);
                    await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_answer));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
            {
                // The end of the test.
            }
        }
    }
}
