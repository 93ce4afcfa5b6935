using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Source.FacebookPages.Telemetry;

/// <summary>
/// The SDK of OpenTelemetry, for one run: collects what the meter and the activity source of a name tell, and sends it. Nothing else touches the SDK, and nothing of it is there without this.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceInHurry = TimeSpan.FromSeconds(1);

    // What is cancelled needs a moment to come back.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _over = new();
    private readonly CollectorWatch _watch;
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    /// <summary>Begins to listen.</summary>
    public TelemetryExport(TelemetrySettings settings, string name, string version, string runId)
    {
        // The ids of traces go to the collector, and not along with the call to it.
        _watch = new CollectorWatch(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, UseCookies = false }, _over.Token);
        var resource = ResourceOf(name, version, runId);
        _metrics = settings.Metrics is { } metrics
            ? Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(metrics)))
                .SetResourceBuilder(resource)
                .AddMeter(name)
                .AddOtlpExporter(options => Configure(options, metrics))
                .Build()
            : null;
        _traces = settings.Traces is { } traces
            ? Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(Configuration(traces)))
                .SetResourceBuilder(resource)
                .AddSource(name)
                .AddOtlpExporter(options => Configure(options, traces))
                .Build()
            : null;
    }

    /// <summary>
    /// Sends what is left and stops listening. Takes five seconds at most, one when <paramref name="hurry"/> is or gets cancelled; by the clock of the world, as the collector knows no other.
    /// </summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public async Task<string?> EndAsync(CancellationToken hurry)
    {
        var sending = Task.WhenAll(Task.Run(() => _metrics?.Shutdown()), Task.Run(() => _traces?.Shutdown()));
        _over.CancelAfter(Patience);
        using var hurried = hurry.Register(() => _over.CancelAfter(PatienceInHurry));
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var end = _over.Token.Register(() => over.TrySetResult());
        await Task.WhenAny(sending, over.Task);
        await Task.WhenAny(sending, Task.Delay(Grace, TimeProvider.System, CancellationToken.None));
        return _watch.Failure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _metrics?.Dispose();
        _traces?.Dispose();
        _watch.Dispose();
        _over.Dispose();
    }

    // Each run is a source of its own: the sums of two runs are never taken for one sum that fell.
    private static ResourceBuilder ResourceOf(string name, string version, string runId) => ResourceBuilder.CreateEmpty()
        .AddAttributes([new("service.name", name), new("service.version", version)])
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector()
        .AddAttributes([new("service.instance.id", runId)]);

    // All that the SDK sees of the environment.
    private static IConfiguration Configuration(TelemetrySignal signal) => new ConfigurationBuilder().AddInMemoryCollection(signal.Variables).Build();

    private void Configure(OtlpExporterOptions options, TelemetrySignal signal)
    {
        var address = signal.Address();
        if (signal.Endpoint is not null)
        {
            options.Endpoint = address;
        }

        options.HttpClientFactory = () => new HttpClient(_watch, disposeHandler: false) { Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds) };
    }
}
