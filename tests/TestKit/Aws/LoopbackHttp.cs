using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace TestKit.Aws;

/// <summary>A web server on a free port of loopback that one function answers for.</summary>
public sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private LoopbackHttp(KestrelServer server, Uri address)
    {
        _server = server;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:port/</c></summary>
    public Uri Address { get; }

    /// <summary>Starts a server. The function's connection is cut when it throws, and when it asks for it with <see cref="HttpContext.Abort"/>.</summary>
    public static async Task<LoopbackHttp> StartAsync(Func<HttpContext, Task> answer, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        await server.StartAsync(new Application(answer), CancellationToken.None);
        var port = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return new LoopbackHttp(server, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Connections that clients keep open are not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        _server.Dispose();
    }

    private sealed class Application(Func<HttpContext, Task> answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(HttpContext context)
        {
            try
            {
                await answer(context);
            }
            catch
            {
                context.Abort();
                throw;
            }
        }
    }
}
