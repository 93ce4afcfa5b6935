using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TestKit;

/// <summary>
/// Stands before an S3 server that ignores conditions, and honours <c>If-Match</c> and <c>If-None-Match</c> of writes as Amazon S3 does: one write of a key at a time, 412 where the condition does not
/// hold, 404 where the object to match is gone. Fails on demand.
/// </summary>
public sealed class ConditionalProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<HttpRequest, S3Fault?>> _faults = new();
    private readonly ConcurrentQueue<string> _journal = new();

    private ConditionalProxy(WebApplication app, Uri server)
    {
        _app = app;
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The requests so far: method, path, status.</summary>
    public IReadOnlyList<string> Journal => [.. _journal];

    /// <summary>Starts on loopback.</summary>
    public static async Task<ConditionalProxy> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new ConditionalProxy(app, server);
        app.Run(proxy.HandleAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>The next request that fits meets this fault; <paramref name="times"/> times.</summary>
    public void Fail(S3Fault fault, Func<HttpRequest, bool>? when = null, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _faults.Enqueue(request => when is null || when(request) ? fault : null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var gate = _gates.GetOrAdd(context.Request.Path, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync();
        try
        {
            await AnswerAsync(context, body.ToArray());
        }
        finally
        {
            gate.Release();
            _journal.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Response.StatusCode}");
        }
    }

    private async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var fault = TakeFault(context.Request);
        if (fault is { Status: { } status })
        {
            await WriteErrorAsync(context, status, fault.Code);
            return;
        }

        if (HttpMethods.IsPut(context.Request.Method) && await IsRefusedAsync(context.Request) is { } refused)
        {
            await WriteErrorAsync(context, refused, refused == 404 ? "NoSuchKey" : "PreconditionFailed");
            return;
        }

        using var answer = await ForwardAsync(context.Request, body);
        if (fault is { LosesAnswer: true })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    private S3Fault? TakeFault(HttpRequest request)
    {
        for (var i = _faults.Count; i > 0 && _faults.TryDequeue(out var next); i--)
        {
            if (next(request) is { } fault)
            {
                return fault;
            }

            _faults.Enqueue(next);
        }

        return null;
    }

    // The status that the condition of a write is refused with, or null when it holds.
    private async Task<int?> IsRefusedAsync(HttpRequest request)
    {
        var (match, noneMatch) = (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        if (match.Length == 0 && noneMatch.Length == 0)
        {
            return null;
        }

        // The server keeps each object as a file, and gives the hash of its content as the tag; asked without a signature it answers to nobody, so it is looked at from outside.
        var current = await CurrentTagAsync(request.Path);
        return noneMatch == "*" ? (current is null ? null : 412)
            : current is null ? 404
            : current == match ? null
            : 412;
    }

    private async Task<string?> CurrentTagAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(_server, path));
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK ? answer.Headers.ETag?.Tag : null;
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request, byte[] body)
    {
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_server, request.Path + request.QueryString))
        {
            Content = body.Length > 0 || HttpMethods.IsPut(request.Method) ? new ByteArrayContent(body) : null,
        };
        foreach (var (name, values) in request.Headers)
        {
            if (!forwarded.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                forwarded.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return await _http.SendAsync(forwarded);
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{code} for a test</Message><RequestId>R1</RequestId></Error>""");
    }
}
