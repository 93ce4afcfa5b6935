using System.Globalization;
using GraphSimulator.Faults;
using Microsoft.AspNetCore.Http;

namespace GraphSimulator.Http;

/// <summary>Puts an answer on the wire, or what a fault leaves of it.</summary>
internal static class AnswerSender
{
    public static async Task SendAsync(HttpContext context, SentAnswer answer, FaultEffect? effect, CancellationToken cancellation)
    {
        switch (effect)
        {
            case FaultEffect.Reset:
                context.Abort();
                return;
            case FaultEffect.Stall stall:
                await Task.Delay(stall.For, TimeProvider.System, cancellation).ConfigureAwait(false);
                break;
        }

        Start(context.Response, answer);
        var body = answer.Body;
        switch (effect)
        {
            case FaultEffect.Truncation truncation:
                await context.Response.Body.WriteAsync(body[..(int)(body.Length * truncation.Part)], cancellation).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellation).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultEffect.StallInBody stall:
                await context.Response.Body.WriteAsync(body[..(body.Length / 2)], cancellation).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellation).ConfigureAwait(false);
                await Task.Delay(stall.For, TimeProvider.System, cancellation).ConfigureAwait(false);
                await context.Response.Body.WriteAsync(body[(body.Length / 2)..], cancellation).ConfigureAwait(false);
                break;
            default:
                await context.Response.Body.WriteAsync(body, cancellation).ConfigureAwait(false);
                break;
        }
    }

    private static void Start(HttpResponse response, SentAnswer answer)
    {
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            response.Headers.Append(header.Key, header.Value);
        }

        response.Headers.ContentType = answer.ContentType;
        response.Headers.ContentLength = answer.Body.Length;
        response.Headers.Date = answer.Date.ToString("R", CultureInfo.InvariantCulture);
        if (answer.Encoding is not null)
        {
            response.Headers.ContentEncoding = answer.Encoding;
        }
    }
}
