using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TestKit.Aws;

namespace TestKit.Telemetry;

/// <summary>A collector that takes OTLP over HTTP, as protobuf, or over gRPC, and keeps all that it got.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private LoopbackHttp? _http;

    private OtlpReceiver()
    {
    }

    /// <summary>Where it listens, for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public Uri Address => _http!.Address;

    /// <summary>The HTTP status that it answers; null for no answer at all, as long as the caller waits.</summary>
    public int? Status { get; set; } = 200;

    /// <summary>The status of gRPC that it answers.</summary>
    public int GrpcStatus { get; set; }

    /// <summary>All that came in.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>The latest value of each series.</summary>
    public IReadOnlyList<ReceivedMetric> Metrics =>
    [
        .. Messages("metrics").SelectMany(OtlpMessages.Metrics).GroupBy(metric => metric.Key, StringComparer.Ordinal).Select(series => series.Last()),
    ];

    /// <summary>All spans.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. Messages("trace").SelectMany(OtlpMessages.Spans)];

    /// <summary>Everything that was received, headers included, in a form that can be searched for texts.</summary>
    public string AllText => string.Join('\n', Requests.Select(request =>
        $"{request.Target} {string.Join(' ', request.Headers)} {System.Text.Encoding.Latin1.GetString(request.Body)}"));

    /// <summary>Starts it, for HTTP or for gRPC.</summary>
    public static async Task<OtlpReceiver> StartAsync(bool grpc = false)
    {
        var receiver = new OtlpReceiver();
        receiver._http = await LoopbackHttp.StartAsync(receiver.AnswerAsync, grpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        return receiver;
    }

    /// <summary>The series of an instrument, by one of its attributes.</summary>
    public IReadOnlyDictionary<string, double> Sums(string instrument, params string[] attributes) => Metrics
        .Where(metric => metric.Name == instrument)
        .GroupBy(metric => string.Join(' ', attributes.Select(attribute => metric.Attributes[attribute])), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(metric => metric.Kind == "histogram" ? metric.Count : metric.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _http!.DisposeAsync();

    private IEnumerable<WireMessage> Messages(string signal) =>
        Requests.Where(request => request.Target.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(request => new WireMessage(request.Body));

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReceivedRequest.ReadAsync(context);
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        _requests.Enqueue(isGrpc ? request with { Body = request.Body[GrpcPrefix..] } : request);
        if (Status is not { } status)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            context.Response.AppendTrailer("grpc-status", $"{GrpcStatus}");
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        }
    }
}
