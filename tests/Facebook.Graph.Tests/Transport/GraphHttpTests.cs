using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facebook.Graph.Tests;

/// <summary>The HTTP client of production against a real socket. With a chance of 0 no retry waits.</summary>
public sealed class GraphHttpTests
{
    private const string Body = """{"data":[1,2,3]}""";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "gzip", Compression.Gzip(Body) },
        { "br", Compression.Brotli(Body) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Compressed_answers_are_asked_for_and_read(string encoding, byte[] body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("200 OK", $"Content-Encoding: {encoding}\r\n", body));

        Assert.Equal(Body, await GetAsync(server));
        var accepted = server.Requests[0].Split("\r\n").Single(line => line.StartsWith("Accept-Encoding:", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("gzip", accepted, StringComparison.Ordinal);
        Assert.Contains("br", accepted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Broken_compression_is_a_fault_of_the_attempt(string encoding)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("200 OK", $"Content-Encoding: {encoding}\r\n", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 250, 251, 252]), LoopbackServer.Ok(Body));

        Assert.Equal(Body, await GetAsync(server));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Compressed_answers_that_are_cut_off_are_a_fault_of_the_attempt(string encoding, byte[] body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("200 OK", $"Content-Encoding: {encoding}\r\n", body[..(body.Length / 2)]), LoopbackServer.Ok(Body));

        Assert.Equal(Body, await GetAsync(server));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_shorter_than_it_says_is_a_fault_of_the_attempt()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("200 OK", "", Encoding.UTF8.GetBytes(Body), length: 1000), LoopbackServer.Ok(Body));

        Assert.Equal(Body, await GetAsync(server));
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_a_fault_of_the_attempt()
    {
        await using var server = new LoopbackServer([], LoopbackServer.Ok(Body));

        Assert.Equal(Body, await GetAsync(server));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("302 Found", "Location: http://127.0.0.1:1/elsewhere\r\n", []));

        var failure = await Assert.ThrowsAsync<GraphException>(() => GetAsync(server));

        Assert.Equal(302, failure.Error.HttpStatus);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using var server = new LoopbackServer(LoopbackServer.Response("503 Busy", "Set-Cookie: a=b; Path=/\r\n", []), LoopbackServer.Ok(Body));

        await GetAsync(server);

        Assert.DoesNotContain("Cookie", server.Requests[1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_token_goes_over_the_wire_as_a_header()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(Body));

        await GetAsync(server);

        Assert.StartsWith("GET /v25.0/100/insights?metric=a,b HTTP/1.1\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer EAATOKENofTheUser\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_in_the_failure()
    {
        Uri address;
        await using (var server = new LoopbackServer())
        {
            address = server.Address;
        }

        using var client = Client(address);
        var failure = await Assert.ThrowsAsync<GraphException>(() => client.GetAsync(Request, Encoding.UTF8.GetString, TestContext.Current.CancellationToken));

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        Assert.Contains($"127.0.0.1:{address.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_asks_for_http_2_and_takes_less_and_has_no_time_limit_of_its_own()
    {
        using var http = GraphHttp.Create();

        Assert.Equal(HttpVersion.Version20, http.DefaultRequestVersion);
        Assert.Equal(HttpVersionPolicy.RequestVersionOrLower, http.DefaultVersionPolicy);
        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
        using var handler = GraphHttp.CreateHandler(TimeSpan.FromSeconds(15));
        Assert.True(handler.EnableMultipleHttp2Connections);
        Assert.True(handler.UseProxy);
        Assert.Null(handler.Proxy);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
        Assert.Equal(TimeSpan.FromSeconds(15), handler.ConnectTimeout);
    }

    private static GraphRequest Request { get; } = new("100/insights") { Token = GraphStory.Token, Parameters = [new("metric", "a,b")] };

    private static async Task<string> GetAsync(LoopbackServer server)
    {
        using var client = Client(server.Address);
        return await client.GetAsync(Request, Encoding.UTF8.GetString, TestContext.Current.CancellationToken);
    }

    private static GraphClient Client(Uri address) =>
        new(GraphHttp.Create(), new GraphClientOptions { BaseUrl = address, Version = "v25.0", MaxAttempts = 2 }, TimeProvider.System, () => 0, NullLogger.Instance);
}
