using System.Collections.Concurrent;
using GraphSimulator.Faults;
using GraphSimulator.Journal;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GraphSimulator.Http;

/// <summary>The web server's side: reads requests, waits the latency, sends answers.</summary>
internal sealed class GraphApplication(SimulatedWorld world, GraphService service, RequestJournal journal, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    private readonly ConcurrentDictionary<(string Target, string Token, string Form, string Encoding), SentAnswer> _rendered = new();
    private volatile bool _isCaching;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await ProcessAsync(context, cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            // A mistake of the simulator must not pass for a fault of Facebook: it is kept for the tests to see.
            journal.AddCrash(exception);
            throw;
        }
    }

    private async Task ProcessAsync(HttpContext context, CancellationToken cancellation)
    {
        if (world.Latency > TimeSpan.Zero)
        {
            await Task.Delay(world.Latency, TimeProvider.System, cancellation).ConfigureAwait(false);
        }

        var request = HttpMethods.IsGet(context.Request.Method) ? null : await RequestReader.ReadAsync(context.Request, cancellation).ConfigureAwait(false);
        var key = KeyOf(context.Request, request);
        if (key is { } known && _rendered.TryGetValue(known, out var rendered))
        {
            await AnswerSender.SendAsync(context, rendered, effect: null, cancellation).ConfigureAwait(false);
            return;
        }

        request ??= await RequestReader.ReadAsync(context.Request, cancellation).ConfigureAwait(false);
        var reply = service.Reply(request);
        using var answer = reply.Answer;
        var encoding = answer.Body.IsEmpty ? null : ContentEncoding.Choose(context.Request.Headers.AcceptEncoding.ToString());
        var body = reply.OnTheWire is FaultEffect.BrokenJson broken ? answer.Body[..(int)(answer.Body.Length * broken.Part)] : answer.Body;
        var encoded = encoding is null ? body : ContentEncoding.Encode(body, encoding);
        var sent = new SentAnswer(answer.Status, answer.ContentType, encoding, encoded, answer.Headers, reply.Call.Now);
        if (key is { } cacheKey && reply.OnTheWire is null && answer.Status == 200 && answer.IsRepeatable)
        {
            _rendered[cacheKey] = sent with { Body = sent.Body.ToArray() };
        }

        await AnswerSender.SendAsync(context, sent, reply.OnTheWire, cancellation).ConfigureAwait(false);
    }

    /// <summary>What an answer is kept under, if answers are kept: reads, and batches of them, which are told apart by their forms.</summary>
    private (string, string, string, string)? KeyOf(HttpRequest http, RawRequest? request)
    {
        if (!world.RenderedAnswerCache)
        {
            if (_isCaching)
            {
                _isCaching = false;
                _rendered.Clear();
            }

            return null;
        }

        var isBatch = request?.Form.Any(pair => pair.Key == "batch") == true;
        if (request is not null && !isBatch)
        {
            return null;
        }

        _isCaching = true;
        var form = isBatch ? string.Join('&', request!.Form.Select(pair => $"{pair.Key}={pair.Value}")) : "";
        return (RequestReader.TargetOf(http), http.Headers.Authorization.ToString(), form, http.Headers.AcceptEncoding.ToString());
    }
}
