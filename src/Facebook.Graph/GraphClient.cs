using Microsoft.Extensions.Logging;

namespace Facebook.Graph;

/// <summary>
/// Reads from the Graph API: adds token and proof, waits for rate limits, retries what is worth retrying, and turns every other failure into a <see cref="GraphException"/>.
/// Safe to use from several threads.
/// </summary>
public sealed class GraphClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly GraphClientOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly VersionCheck _versionCheck;
    private readonly GraphExchange _exchange;
    private readonly RateLimiter _limiter;
    private readonly RetryPipeline _retry;
    private readonly SecretFormMemory _secretForm = new();

    /// <summary>
    /// Creates a client. <paramref name="chance"/> gives numbers from 0 (inclusive) to 1 (exclusive) for the jitter of waits; it is asked by one thread at a time.
    /// <paramref name="http"/> (see <see cref="GraphHttp"/>) belongs to the client from now on and is disposed with it.
    /// </summary>
    public GraphClient(HttpClient http, GraphClientOptions options, TimeProvider time, Func<double> chance, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(chance);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.AttemptTimeout, TimeSpan.Zero);
        _http = http;
        _options = options;
        _log = log;
        _time = time;
        Statistics = new GraphStatistics(options.Observer);
        var oneAtATime = OneAtATime(chance);
        _versionCheck = new VersionCheck(options.Version, log);
        _exchange = new GraphExchange(http, options, time, _versionCheck, Statistics);
        _limiter = new RateLimiter(time, oneAtATime, new WaitReporter(time, log), Statistics);
        _retry = new RetryPipeline(time, oneAtATime, log);
    }

    /// <summary>What was done so far.</summary>
    public GraphStatistics Statistics { get; }

    /// <summary>The version of the API that answered last; null before it has told.</summary>
    public string? ServedVersion => _versionCheck.Served;

    /// <summary>Makes the call and reads its answer, whole or not at all.</summary>
    /// <exception cref="GraphException">The call failed for good.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public async Task<T> GetAsync<T>(GraphRequest request, GraphResponseReader<T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(read);
        var call = new GraphCall(request, _options, _secretForm);
        try
        {
            return await RunAsync(call, read, cancellationToken);
        }
        catch (GraphException refusal) when (call.IsBodyFormOnTrial && SecretFormMemory.IsRefusal(refusal, request))
        {
            call.FallBackToQuery();
        }

        return await RunAsync(call, read, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _exchange.Dispose();
        _http.Dispose();
    }

    private static Func<double> OneAtATime(Func<double> chance)
    {
        var gate = new Lock();
        return () =>
        {
            lock (gate)
            {
                return Math.Clamp(chance(), 0, 1);
            }
        };
    }

    private async Task<T> RunAsync<T>(GraphCall call, GraphResponseReader<T> read, CancellationToken cancellationToken)
    {
        try
        {
            var value = await _retry.ExecuteAsync(call, (_, token) => AttemptAsync(call, read, token), cancellationToken);
            LearnSecretForm(call, failure: null);
            if (call.Attempts > 1)
            {
                _log.LogInformation("{Path} was answered at attempt {Attempts}. Before: {Cause}", call.Request.Path, call.Attempts, call.LastFailure?.Message);
            }

            return value;
        }
        catch (GraphException failure)
        {
            LearnSecretForm(call, failure);
            throw;
        }
    }

    private async ValueTask<T> AttemptAsync<T>(GraphCall call, GraphResponseReader<T> read, CancellationToken cancellationToken)
    {
        using var permit = await _limiter.EnterAsync(call, cancellationToken);
        call.BeginAttempt();
        try
        {
            var value = await _exchange.SendAsync(call, read, permit, cancellationToken);
            permit.Passed();
            return value;
        }
        catch (GraphException failure)
        {
            call.Failed(failure);
            permit.Failed(failure);
            if (failure.RetryAfter is { } wait && failure.Kind == GraphErrorKind.Transient && _time.GetUtcNow() + wait is var until && until > _options.StopBy)
            {
                throw new GraphException(failure.Kind, failure.Error, call.Attempts, inner: failure) { IsFinal = true, HeldUntil = until };
            }

            throw;
        }
    }

    private void LearnSecretForm(GraphCall call, GraphException? failure)
    {
        var isUnderstood = failure is null || (failure.Error.Code != 0 && !SecretFormMemory.IsRefusal(failure, call.Request));
        if (call.Request.SecretParameters.Count > 0 && isUnderstood)
        {
            _secretForm.Works(call.Form);
        }
    }
}
