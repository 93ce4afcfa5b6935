using System.Globalization;
using System.Net;

namespace Source.FacebookPages.Telemetry;

/// <summary>Stands between the exporters and the network: ends what they send when its time is over, and remembers the first failure, of which the SDK tells nobody.</summary>
/// <param name="inner">Sends.</param>
/// <param name="over">Is cancelled when nothing is waited for any more.</param>
internal sealed class CollectorWatch(HttpMessageHandler inner, CancellationToken over) : DelegatingHandler(inner)
{
    private string? _failure;

    /// <summary>What went wrong first, in words without any header; null for nothing.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        try
        {
            return Judged(base.Send(request, either.Token));
        }
        catch (Exception exception)
        {
            Note(exception);
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
            return Judged(response);
        }
        catch (Exception exception)
        {
            Note(exception);
            throw;
        }
    }

    private HttpResponseMessage Judged(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Note(string.Create(CultureInfo.InvariantCulture, $"it answered HTTP {(int)response.StatusCode}"));
        }
        else if (GrpcStatus(response) is { } status and not "0")
        {
            Note($"it answered gRPC status {status}");
        }

        return response;
    }

    private static string? GrpcStatus(HttpResponseMessage response) =>
        response.Version >= HttpVersion.Version20
        && (response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values))
            ? values.FirstOrDefault()
            : null;

    private void Note(Exception exception) => Note(exception is OperationCanceledException ? "it did not answer in time" : (exception.InnerException ?? exception).Message);

    private void Note(string failure) => Interlocked.CompareExchange(ref _failure, failure, comparand: null);
}
