using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Facebook.Graph;

/// <summary>The one place that repeats calls.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<GraphCall> CallKey = new("graph-call");

    private readonly ResiliencePipeline _pipeline;

    /// <summary>Builds the pipeline; it waits by <paramref name="time"/> and takes the jitter from <paramref name="chance"/>.</summary>
    internal RetryPipeline(TimeProvider time, Func<double> chance, ILogger log)
    {
        var retry = new RetryStrategyOptions
        {
            // The call's own limit decides, in RetryRules.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is GraphException failure && RetryRules.IsWorthRetrying(failure, CallOf(arguments.Context))),
            // Polly's MaxDelay does not bind this; RetryDelay caps by itself.
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(
                RetryRules.DelayAfter((GraphException)arguments.Outcome.Exception!, CallOf(arguments.Context), chance)),
            OnRetry = arguments =>
            {
                TellOfLongDelay(CallOf(arguments.Context), arguments.RetryDelay, time, log);
                return ValueTask.CompletedTask;
            },
        };
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(retry).Build();
    }

    /// <summary>Makes attempts until one succeeds or the failure is not worth another.</summary>
    internal async Task<T> ExecuteAsync<T>(GraphCall call, Func<GraphCall, CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            context.Properties.Set(CallKey, call);
            return await _pipeline.ExecuteAsync(
                static (context, state) => state.attempt(state.call, context.CancellationToken),
                context,
                (attempt, call));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Only a wait that the answer itself asked for is that long; the ordinary ones pass without a word.
    private static void TellOfLongDelay(GraphCall call, TimeSpan delay, TimeProvider time, ILogger log)
    {
        if (delay > RetryDelay.LargestCap)
        {
            log.LogInformation("{Path}: attempt {Attempt} failed, and the answer asks for a wait of {Delay}. {Cause}", call.Request.Path, call.Attempts, Duration.Text(delay), call.LastFailure?.Message);
            call.Request.RateLimitObserver?.Waiting(time.GetUtcNow() + delay);
        }
    }

    private static GraphCall CallOf(ResilienceContext context) =>
        context.Properties.TryGetValue(CallKey, out var call) ? call : throw new InvalidOperationException("The pipeline runs calls only.");
}
