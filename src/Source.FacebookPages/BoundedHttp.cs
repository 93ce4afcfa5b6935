using System.Net.Http;

namespace Source.FacebookPages;

/// <summary>HTTP to a service beside Facebook: no cookies, no redirects, answers of bounded size within bounded time.</summary>
internal sealed class BoundedHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _service;
    private readonly TimeSpan _attemptTimeout;
    private readonly TimeProvider _time;

    /// <summary>A client.</summary>
    /// <param name="service">What the service is called in messages, with its article.</param>
    /// <param name="largestAnswer">The most bytes that an answer may have.</param>
    /// <param name="attemptTimeout">How long one attempt may take, with its whole answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="useProxy">Whether the machine's proxy stands between; never for loopback.</param>
    public BoundedHttp(string service, int largestAnswer, TimeSpan attemptTimeout, TimeProvider time, bool useProxy = true)
    {
        _service = service;
        _attemptTimeout = attemptTimeout;
        _time = time;
        _http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy, ConnectTimeout = TimeSpan.FromSeconds(10) },
            disposeHandler: true)
        {
            MaxResponseContentBufferSize = largestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>One attempt, with the whole answer read.</summary>
    /// <exception cref="HttpRequestException">The service can't be reached, or its answer is too large.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_attemptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_service} did not answer in time.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
