using System.Globalization;
using System.Net;
using GraphSimulator.Http;
using GraphSimulator.Journal;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GraphSimulator;

/// <summary>Serves a world over HTTP: 1.1 on one port, HTTP/2 with prior knowledge on another.</summary>
public sealed class GraphSimulatorServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stopping;

    private GraphSimulatorServer(KestrelServer server, CancellationTokenSource stopping, SimulatedWorld world, RequestJournal journal, Uri baseUrl, Uri http2)
    {
        _server = server;
        _stopping = stopping;
        World = world;
        Journal = journal;
        BaseUrl = baseUrl;
        Http2BaseUrl = http2;
    }

    /// <summary><c>http://127.0.0.1:port</c></summary>
    public Uri BaseUrl { get; }

    /// <summary>The same world for clients that begin with HTTP/2 at once (without TLS the two can't share a port).</summary>
    public Uri Http2BaseUrl { get; }

    public SimulatedWorld World { get; }

    public RequestJournal Journal { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="world">What it answers from; may be changed meanwhile.</param>
    /// <param name="port">Port for HTTP/1.1; 0: any free one. HTTP/2 takes any free one.</param>
    public static Task<GraphSimulatorServer> StartAsync(SimulatedWorld world, int port = 0) => StartAsync(world, port, http2Port: 0, IPAddress.Loopback);

    /// <summary>Starts a server that may listen beyond loopback, so that a container can reach it.</summary>
    public static async Task<GraphSimulatorServer> StartAsync(SimulatedWorld world, int port, int http2Port, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(world);
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestLineSize = 64 * 1024;
        options.Limits.MaxRequestBufferSize = 1024 * 1024;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.MaxStreamsPerConnection = 250;
        options.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(address, http2Port, listen => listen.Protocols = HttpProtocols.Http2);

        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        var stopping = new CancellationTokenSource();
        var journal = new RequestJournal();
        var application = new GraphApplication(world, new GraphService(world, journal), journal, stopping.Token);
        await server.StartAsync(application, CancellationToken.None).ConfigureAwait(false);
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        return new GraphSimulatorServer(server, stopping, world, journal, Loopback(addresses[0]), Loopback(addresses[1]));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
        {
            await _server.StopAsync(patience.Token).ConfigureAwait(false);
        }

        _server.Dispose();
        _stopping.Dispose();
    }

    private static Uri Loopback(string address) => new($"http://127.0.0.1:{new Uri(address).Port}");
}
