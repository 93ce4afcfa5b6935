using System.Globalization;
using System.Net;

namespace Source.FacebookPages.Telemetry;

/// <summary>Stands between the exporters and the network: ends what they send when its time is over, and remembers the first failure, of which the SDK tells nobody.</summary>
/// <param name="inner">Sends.</param>
/// <param name="over">Is cancelled when nothing is waited for any more.</param>
internal sealed class CollectorWatch(HttpMessageHandler inner, CancellationToken over) : DelegatingHandler(inner)
{
    private string? _failure;

    /// <summary>What went wrong first, and where; without any header. Null for nothing.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        try
        {
            return Judged(request, base.Send(request, either.Token));
        }
        catch (Exception exception)
        {
            Note(request, exception is OperationCanceledException ? "no answer in time" : (exception.InnerException ?? exception).Message);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            // What gRPC has to say comes behind the body.
            await response.Content.LoadIntoBufferAsync(either.Token);
            return Judged(request, response);
        }
        catch (Exception exception)
        {
            Note(request, exception is OperationCanceledException ? "no answer in time" : (exception.InnerException ?? exception).Message);
            throw;
        }
    }

    private HttpResponseMessage Judged(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Note(request, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}"));
        }
        else if (GrpcStatus(response) is { } status and not "0")
        {
            Note(request, $"gRPC status {status}");
        }

        return response;
    }

    private static string? GrpcStatus(HttpResponseMessage response) =>
        response.Version >= HttpVersion.Version20
        && (response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values))
            ? values.FirstOrDefault()
            : null;

    // Of the address only host and port: the rest may hold a password.
    private void Note(HttpRequestMessage request, string failure) => Interlocked.CompareExchange(ref _failure, $"{request.RequestUri?.Authority}: {failure}", comparand: null);
}
