using System.Net;
using System.Net.Http.Headers;

namespace Bench.Running;

/// <summary>An HTTP request of a bare client: a call by itself, or a batch of calls.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Token">The token of the header; null for one in the form.</param>
/// <param name="Form">The form of a batch; null for a call by itself.</param>
/// <param name="Calls">How many calls it carries; each counts against the rate limits.</param>
internal sealed record FetchRequest(string Target, string? Token, string? Form, int Calls)
{
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    /// <summary>Each call by itself.</summary>
    public static IReadOnlyList<FetchRequest> Singles(PageCalls calls) => [.. calls.All.Select(call => new FetchRequest(call.Target, call.Token, null, 1))];

    /// <summary>The calls in batches.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="size">How many in one.</param>
    /// <param name="token">The token that a batch as a whole needs.</param>
    public static IReadOnlyList<FetchRequest> Batches(PageCalls calls, int size, string token) =>
        [.. calls.All.Chunk(size).Select(chunk => new FetchRequest(Batch.Version(chunk[0]), null, Batch.Form(token, chunk), chunk.Length))];

    /// <summary>The message, to be sent once: by HTTP/2, which without TLS has to be known before.</summary>
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(Form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Target, UriKind.Relative)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (Token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        if (Form is not null)
        {
            message.Content = new StringContent(Form, FormType);
        }

        return message;
    }
}
