using System.Diagnostics.Metrics;
using Facebook.Graph;

namespace Source.FacebookPages.Telemetry;

/// <summary>The instruments of one run.</summary>
internal sealed class RunMeter : IDisposable
{
    // A run takes seconds to hours; the default classes end at ten seconds.
    private static readonly double[] RunSeconds = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800];

    private static readonly double[] RequestSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _received;
    private readonly Counter<long> _throttleWaits;
    private readonly Counter<double> _throttleWaitTime;
    private readonly Counter<long> _records;
    private readonly Counter<long> _pages;
    private readonly Counter<long> _metrics;
    private readonly Gauge<long> _newestDayLag;
    private readonly Counter<long> _drift;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _runDuration;

    /// <summary>Publishes the instruments.</summary>
    public RunMeter(string name, string version)
    {
        _meter = new Meter(name, version);
        _requests = Counter<long>(Instruments.Requests);
        _requestDuration = Histogram(Instruments.RequestDuration, RequestSeconds);
        _retries = Counter<long>(Instruments.Retries);
        _received = Counter<long>(Instruments.Received);
        _throttleWaits = Counter<long>(Instruments.ThrottleWaits);
        _throttleWaitTime = Counter<double>(Instruments.ThrottleWaitTime);
        _records = Counter<long>(Instruments.Records);
        _pages = Counter<long>(Instruments.Pages);
        _metrics = Counter<long>(Instruments.Metrics);
        _newestDayLag = _meter.CreateGauge<long>(Instruments.NewestDayLag.Name, Instruments.NewestDayLag.Unit, Instruments.NewestDayLag.Description);
        _drift = Counter<long>(Instruments.Drift);
        _runs = Counter<long>(Instruments.Runs);
        _runDuration = Histogram(Instruments.RunDuration, RunSeconds);
    }

    /// <summary>An HTTP request has ended.</summary>
    public void Request(GraphAttempt attempt, GraphAttemptEnd end)
    {
        var edge = Of("edge", attempt.Edge);
        var outcome = Of("outcome", end.Outcome);
        _requests.Add(1, edge, outcome);
        _requestDuration.Record(end.Duration.TotalSeconds, edge, outcome);
        if (attempt.Number > 1)
        {
            _retries.Add(1, edge);
        }

        if (end.BytesReceived > 0)
        {
            _received.Add(end.BytesReceived, edge);
        }
    }

    /// <summary>A request begins to wait for a rate limit.</summary>
    public void Throttled(RateLimitScope scope) => _throttleWaits.Add(1, Of(scope));

    /// <summary>A request has waited for a rate limit.</summary>
    public void Waited(RateLimitScope scope, TimeSpan time) => _throttleWaitTime.Add(time.TotalSeconds, Of(scope));

    /// <summary>What a read has delivered.</summary>
    public void Read(RunFigures figures)
    {
        foreach (var (stream, count) in figures.Records)
        {
            _records.Add(count, Of("stream", stream));
        }

        _pages.Add(figures.PagesDone, Of("outcome", "done"));
        _pages.Add(figures.PagesSkipped, Of("outcome", "skipped"));
        _pages.Add(figures.PagesFailed, Of("outcome", "failed"));
        _metrics.Add(figures.MetricsRefused, Of("outcome", "refused"));
        _metrics.Add(figures.MetricsSilent, Of("outcome", "silent"));
        foreach (var (pageId, period, days) in figures.Lags)
        {
            _newestDayLag.Record(days, Of("page_id", pageId), Of("period", period));
        }

        foreach (var (kind, count) in figures.Drift)
        {
            _drift.Add(count, Of("kind", kind));
        }
    }

    /// <summary>The run is over.</summary>
    public void Ended(string command, string status, TimeSpan duration)
    {
        _runs.Add(1, Of("command", command), Of("status", status));
        _runDuration.Record(duration.TotalSeconds, Of("command", command), Of("status", status));
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(string attribute, string value) => new(attribute, value);

    private static KeyValuePair<string, object?> Of(RateLimitScope scope) => Of("scope", scope == RateLimitScope.Page ? "page" : "app");

    private Counter<T> Counter<T>(InstrumentDefinition definition)
        where T : struct => _meter.CreateCounter<T>(definition.Name, definition.Unit, definition.Description);

    private Histogram<double> Histogram(InstrumentDefinition definition, double[] classes) => _meter.CreateHistogram(
        definition.Name, definition.Unit, definition.Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = classes });
}
