using System.Collections.Concurrent;
using System.Net;
using System.Security;
using Microsoft.AspNetCore.Http;

namespace TestKit.Aws;

/// <summary>
/// Stands before s3rver, which ignores conditions and wrong secret keys, and honours <c>If-Match</c> and <c>If-None-Match</c> of a PUT, and checks signatures, as S3 does
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). The requests for one key happen one after the other, since s3rver does not write in one piece. It also shows the faults that it is told to.
/// </summary>
internal sealed class S3Proxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Transfer-Encoding", "Keep-Alive", "Host" };

    private readonly HttpClient _upstream;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _keys = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<(Func<S3Call, bool> Matches, S3Fault Fault)> _faults = [];
    private readonly List<S3Call> _calls = [];
    private LoopbackHttp? _server;

    private S3Proxy(Uri upstream)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None };
        _upstream = new HttpClient(handler, disposeHandler: true) { BaseAddress = upstream };
    }

    internal Uri Address => _server!.Address;

    internal IReadOnlyList<S3Call> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    internal static async Task<S3Proxy> StartAsync(Uri upstream)
    {
        var proxy = new S3Proxy(upstream);
        proxy._server = await LoopbackHttp.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    internal void Add(Func<S3Call, bool> matches, S3Fault fault)
    {
        lock (_gate)
        {
            _faults.Add((matches, fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _upstream.Dispose();
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReceivedRequest.ReadAsync(context);
        var target = request.Target;
        var call = new S3Call(request.Method, context.Request.Path);
        var fault = Note(call);
        if (fault is S3Fault.Intrusion intrusion)
        {
            await intrusion.Act();
        }

        if (fault is S3Fault.Refusal refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        if (!request.Signature.IsSignedWith(S3Server.AccessKey))
        {
            await RefuseAsync(context, WrongSignature(request));
            return;
        }

        var key = _keys.GetOrAdd(call.Path, _ => new SemaphoreSlim(1));
        await key.WaitAsync();
        try
        {
            if (call.Method == "PUT" && await ViolatedConditionAsync(context.Request, target) is { } violation)
            {
                await RefuseAsync(context, violation);
                return;
            }

            using var answer = await ForwardAsync(context.Request, target, request.Body);
            if (fault is S3Fault.LostAnswer)
            {
                context.Abort();
                return;
            }

            await ReturnAsync(context, answer, isBroken: fault is S3Fault.BrokenBody);
        }
        finally
        {
            key.Release();
        }
    }

    private S3Fault? Note(S3Call call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            var index = _faults.FindIndex(fault => fault.Matches(call));
            if (index < 0)
            {
                return null;
            }

            var fault = _faults[index].Fault;
            _faults.RemoveAt(index);
            return fault;
        }
    }

    private async Task<S3Fault.Refusal?> ViolatedConditionAsync(HttpRequest request, string target)
    {
        var ifMatch = request.Headers.IfMatch.ToString();
        var ifNoneMatch = request.Headers.IfNoneMatch.ToString();
        if (ifMatch.Length == 0 && ifNoneMatch.Length == 0)
        {
            return null;
        }

        using var head = await _upstream.SendAsync(new HttpRequestMessage(HttpMethod.Head, target));
        if (head.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw new InvalidOperationException($"s3rver answers {(int)head.StatusCode} to a look at {target}.");
        }

        var etag = head.StatusCode == HttpStatusCode.OK ? head.Headers.ETag!.Tag : null;
        return (ifNoneMatch == "*" && etag is not null) || (ifMatch.Length > 0 && etag is not null && etag != ifMatch)
                ? new S3Fault.Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
            : ifMatch.Length > 0 && etag is null ? new S3Fault.Refusal(404, "NoSuchKey", "The specified key does not exist.")
            : null;
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request, string target, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), target);
        // The signature covers the host.
        message.Headers.Host = request.Host.Value;
        message.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Headers)
        {
            if (!NotForwarded.Contains(name) && !message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return await _upstream.SendAsync(message);
    }

    private static async Task ReturnAsync(HttpContext context, HttpResponseMessage answer, bool isBroken)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!NotForwarded.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (isBroken)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
        else if (body.Length > 0 && context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(body);
        }
    }

    // S3 repeats what was signed, and so what was sent.
    private static S3Fault.Refusal WrongSignature(ReceivedRequest request) => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
    {
        Details = $"<AWSAccessKeyId>{request.Signature.AccessKey}</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256 …</StringToSign>"
            + $"<SignatureProvided>{request.Header("authorization")}</SignatureProvided><CanonicalRequest>x-amz-security-token:{request.Header("x-amz-security-token")}</CanonicalRequest>",
    };

    private static async Task RefuseAsync(HttpContext context, S3Fault.Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/xml";
        context.Response.Headers["x-amz-request-id"] = "TESTREQUEST1";
        var text = SecurityElement.Escape(refusal.Message);
        await context.Response.WriteAsync(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{refusal.Code}</Code><Message>{text}</Message>{refusal.Details}<RequestId>TESTREQUEST1</RequestId></Error>");
    }
}
