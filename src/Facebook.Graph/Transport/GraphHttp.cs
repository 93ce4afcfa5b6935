using System.Net;

namespace Facebook.Graph;

/// <summary>Builds the HTTP client that production uses.</summary>
public static class GraphHttp
{
    /// <summary>
    /// HTTP/2 with fallback, pooled connections, the machine's proxy settings and certificate checks; bodies as they come (see <see cref="ContentCoding"/>), no cookies, and no redirect is followed, so that no token travels to
    /// another host. There is no overall time limit: <see cref="GraphClientOptions.AttemptTimeout"/> is the limit of an attempt.
    /// </summary>
    /// <param name="connectTimeout">How long a connection may take to be made; null for 15 seconds.</param>
    public static HttpClient Create(TimeSpan? connectTimeout = null) =>
        new(CreateHandler(connectTimeout ?? TimeSpan.FromSeconds(15)), disposeHandler: true)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = Timeout.InfiniteTimeSpan,
        };

    internal static SocketsHttpHandler CreateHandler(TimeSpan connectTimeout) => new()
    {
        // The ids of our traces are nobody's business outside.
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = connectTimeout,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        // A long run must notice that the host has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
        UseProxy = true,
    };
}
