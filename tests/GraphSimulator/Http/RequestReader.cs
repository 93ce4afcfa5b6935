using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GraphSimulator.Http;

/// <summary>Takes what counts from a request of the web server.</summary>
internal static class RequestReader
{
    public static async Task<RawRequest> ReadAsync(HttpRequest request, CancellationToken cancellation) => new()
    {
        HttpMethod = request.Method.ToUpperInvariant(),
        Target = TargetOf(request),
        Form = await FormOf(request, cancellation).ConfigureAwait(false),
        HeaderToken = TokenOf(request.Headers.Authorization.ToString()),
        Headers = HeadersOf(request),
        HttpVersion = request.Protocol,
        BaseUrl = $"{request.Scheme}://{request.Host.Value}",
    };

    /// <summary>Path and query as the client wrote them.</summary>
    public static string TargetOf(HttpRequest request)
        => request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : request.Path + request.QueryString.ToString();

    private static Dictionary<string, string> HeadersOf(HttpRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in request.Headers)
        {
            var name = header.Key.ToLowerInvariant();
            headers[name] = name == "authorization" ? "<redacted>" : header.Value.ToString();
        }

        return headers;
    }

    private static string? TokenOf(string authorization)
    {
        var at = authorization.IndexOf(' ', StringComparison.Ordinal);
        return at > 0 && authorization[..at].ToLowerInvariant() is "bearer" or "oauth" ? authorization[(at + 1)..].Trim() : null;
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> FormOf(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Method is "GET" or "HEAD" || request.ContentLength is null or 0)
        {
            return [];
        }

        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            var form = await request.ReadFormAsync(cancellation).ConfigureAwait(false);
            return [.. form.Select(f => new KeyValuePair<string, string>(f.Key, f.Value.ToString()))];
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return [.. CallParameters.Parse(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false))];
    }
}
