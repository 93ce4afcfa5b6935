using System.Net.Http;

namespace Source.FacebookPages.Aws;

/// <summary>HTTP to the places that secrets come from: no cookies, no redirects, small answers, bounded time.</summary>
internal static class SecretsHttp
{
    // A secret has at most 64 KiB, and base64 and JSON around it.
    private const int LargestAnswer = 1024 * 1024;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A client.</summary>
    /// <param name="useProxy">Whether the machine's proxy stands between; never for loopback.</param>
    public static HttpClient Create(bool useProxy) =>
        new(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy, ConnectTimeout = TimeSpan.FromSeconds(10) },
            disposeHandler: true)
        {
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>One attempt, with the whole body read.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The service did not answer in time.", exception);
        }
    }
}
