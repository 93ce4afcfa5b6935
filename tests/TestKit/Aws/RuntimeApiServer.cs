using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace TestKit;

/// <summary>
/// Stands where AWS Lambda stands: invokes a function through the Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) on loopback, for one runtime, whether a process or a
/// part of the test's own. Refuses what AWS's emulator refuses, with the same status and body.
/// </summary>
public sealed class RuntimeApiServer : IAsyncDisposable, IHttpApplication<HttpContext>
{
    /// <summary>The scripted status that stands for a connection cut off without an answer.</summary>
    public const int CutOff = 0;

    private readonly ConcurrentQueue<RuntimeApiCall> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _faults = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _firstNext = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly RuntimeApiStates _states = new();
    private readonly KestrelServer _server;

    private RuntimeApiServer()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    /// <summary>Host and port: the value of <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>What has arrived, in order.</summary>
    public IReadOnlyList<RuntimeApiCall> Calls => [.. _calls];

    /// <summary>Is done when the runtime has asked for its first invocation.</summary>
    public Task FirstNext => _firstNext.Task;

    /// <summary>What the runtime reported instead of becoming ready.</summary>
    public Task<ReportedError> InitError => _states.InitError;

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<RuntimeApiServer> StartAsync()
    {
        var server = new RuntimeApiServer();
        await server._server.StartAsync(server, CancellationToken.None);
        server.Authority = new Uri(server._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
        return server;
    }

    /// <summary>Answers a coming call to an endpoint with this status instead, and changes nothing. Faults of one endpoint come in the order given.</summary>
    public void Fail(string endpoint, int status) => _faults.GetOrAdd(endpoint, _ => new()).Enqueue(status);

    /// <summary>Invokes the function and waits for the outcome. Invocations are served one after the other.</summary>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="deadline">When Lambda would kill the runtime; null for 15 minutes from now.</param>
    /// <param name="headers">Headers of <c>next</c> to send otherwise than usual; null to leave one out.</param>
    public Task<InvocationOutcome> InvokeAsync(
        string @event, CancellationToken cancellationToken, DateTimeOffset? deadline = null, IReadOnlyDictionary<string, string?>? headers = null)
    {
        var requestId = Guid.NewGuid().ToString();
        var end = deadline ?? TimeProvider.System.GetUtcNow().AddMinutes(15);
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Lambda-Runtime-Aws-Request-Id"] = requestId,
            ["Lambda-Runtime-Deadline-Ms"] = end.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
            ["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-central-1:123456789012:function:pages",
        };
        foreach (var (name, value) in headers ?? new Dictionary<string, string?>())
        {
            all[name] = value;
        }

        return _states.InvokeAsync(new PendingInvocation(requestId, Encoding.UTF8.GetBytes(@event), all)).WaitAsync(cancellationToken);
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await ProcessAsync(context, ending.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _states.Abandon();
        _stopping.Dispose();
    }

    private async Task ProcessAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (endpoint, requestId) = (context.Request.Method, parts) switch
        {
            ("GET", ["2018-06-01", "runtime", "invocation", "next"]) => ("next", ""),
            ("POST", ["2018-06-01", "runtime", "init", "error"]) => ("init/error", ""),
            ("POST", ["2018-06-01", "runtime", "invocation", var id, "response" or "error"]) => (parts[4], id),
            _ => ("unknown", ""),
        };
        _calls.Enqueue(new RuntimeApiCall(endpoint, context.Request.ContentType, context.Connection.Id));
        if (endpoint == "next")
        {
            _firstNext.TrySetResult();
        }

        // As the real one: the body is taken in whole before it is judged.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        if (_faults.TryGetValue(endpoint, out var faults) && faults.TryDequeue(out var status))
        {
            if (status == CutOff)
            {
                context.Abort();
                return;
            }

            await RuntimeApiReply.Refusal(status, "Scripted", "A fault of the test.").SendAsync(context.Response, cancellationToken);
            return;
        }

        string? typeHeader = context.Request.Headers["Lambda-Runtime-Function-Error-Type"];
        var reply = endpoint switch
        {
            "next" => await _states.NextAsync(cancellationToken),
            "response" => _states.Respond(requestId, body.ToArray()),
            "error" => _states.Fail(requestId, body.ToArray(), typeHeader),
            "init/error" => _states.FailInit(body.ToArray(), typeHeader),
            _ => RuntimeApiReply.Refusal(404, "NotFound", "404 page not found"),
        };
        await reply.SendAsync(context.Response, cancellationToken);
    }
}
