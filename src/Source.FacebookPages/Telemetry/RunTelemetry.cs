using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;

namespace Source.FacebookPages.Telemetry;

/// <summary>Metrics and traces of one run. There is none unless the environment wants it; then all that is left is a check for null.</summary>
internal sealed class RunTelemetry : IRunObserver, IGraphObserver, IDisposable
{
    /// <summary>The name of the meter, of the activity source, and of the service unless <c>OTEL_SERVICE_NAME</c> says another.</summary>
    public const string Name = "source-facebook-pages-insights";

    private const string BuiltIn = "Source.FacebookPages.Telemetry";

    private readonly string _command;
    private readonly ConnectorServices _services;
    private readonly long _began;
    private readonly TelemetryExport _export;
    private readonly RunMeter _meter;
    private readonly ActivitySource _source;
    private readonly Activity? _run;

    private RunTelemetry(string command, TelemetrySettings settings, ConnectorServices services)
    {
        var version = typeof(RunTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";
        _command = command;
        _services = services;
        _began = services.Time.GetTimestamp();
        _export = new TelemetryExport(settings, Name, version, services.RunId);
        _meter = new RunMeter(Name, version);
        _source = new ActivitySource(Name, version);
        _run = _source.StartActivity(command)?.SetTag("run_id", services.RunId);
    }

    /// <summary>Whether there is telemetry in this build. One with <c>-p:Telemetry=false</c> leaves it out, so that what it costs those who do not use it can be measured.</summary>
    [FeatureSwitchDefinition(BuiltIn)]
    private static bool IsBuiltIn => !AppContext.TryGetSwitch(BuiltIn, out var isBuiltIn) || isBuiltIn;

    /// <summary>Begins the telemetry of a run, if the environment wants any. What is wrong with it is a warning, and no reason not to run.</summary>
    public static RunTelemetry? Begin(string command, ConnectorServices services) =>
        IsBuiltIn && TelemetrySettings.Read(services.Environment) is { } settings ? Begin(command, settings, services) : null;

    /// <summary>The run belongs to this connection.</summary>
    public void OfConnection(string connection) => _run?.SetTag("connection", connection);

    /// <summary>A partition is read from now on until the answer is disposed.</summary>
    public PartitionSpan Partition(string family, string stream, string pageId) => new(
        _source.StartActivity($"read {family}")?.SetTag("stream", stream).SetTag("page_id", pageId),
        _services.Redactor.Redact);

    /// <summary>What a read has delivered.</summary>
    public void Read(RunFigures figures) => _meter.Read(figures);

    /// <inheritdoc/>
    public IGraphAttemptObserver Sending(GraphAttempt attempt) => new RequestSpan(
        _meter,
        attempt,
        _source.StartActivity($"{attempt.HttpMethod} {attempt.Edge}", ActivityKind.Client));

    /// <inheritdoc/>
    public void Throttled(RateLimitScope scope) => _meter.Throttled(scope);

    /// <inheritdoc/>
    public void Waited(RateLimitScope scope, TimeSpan time) => _meter.Waited(scope, time);

    /// <inheritdoc/>
    public async Task EndAsync(RunEnd end, CancellationToken hurry)
    {
        var status = WordFor(end);
        _meter.Ended(_command, status, _services.Time.GetElapsedTime(_began));
        _run?.SetTag("status", status).SetStatus(end == RunEnd.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset).Stop();
        try
        {
            if (await _export.EndAsync(hurry) is { } failure)
            {
                _services.Log.LogWarning("Metrics and traces of this run did not all reach the collector ({Failure}). The run itself is not affected. See that the collector runs, and the variables OTEL_EXPORTER_OTLP_….", failure);
            }
        }
        catch (Exception exception)
        {
            _services.Log.LogWarning("Metrics and traces of this run could not be handed on: {Message}", exception.Message);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Stops at once; <see cref="EndAsync"/> does this by itself.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _source.Dispose();
        _export.Dispose();
    }

    // Kept apart, so that a run without telemetry does not even load what this needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RunTelemetry? Begin(string command, TelemetrySettings settings, ConnectorServices services)
    {
        try
        {
            return new RunTelemetry(command, settings, services);
        }
        catch (Exception exception)
        {
            services.Log.LogWarning("There are no metrics and traces of this run: {Message} Mend the variables OTEL_….", exception.Message);
            return null;
        }
    }

    private static string WordFor(RunEnd end) => end switch
    {
        RunEnd.Succeeded => "succeeded",
        RunEnd.Incomplete => "incomplete",
        RunEnd.Stopped => "stopped",
        _ => "failed",
    };
}
