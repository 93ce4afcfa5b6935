using System.Net.Http;
using Amazon.Runtime;
using Polly;
using Polly.Retry;

namespace Source.FacebookPages.Aws;

/// <summary>Tries calls again that the SDK does not make itself, as the SDK would.</summary>
internal static class AwsRetries
{
    private static readonly HashSet<string> PassingCodes = new(StringComparer.Ordinal)
    {
        "InternalServiceError", "InternalFailure", "ServiceUnavailable", "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
    };

    /// <summary>A pipeline for one call.</summary>
    public static ResiliencePipeline Of(AwsSettings settings) => settings.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = settings.Time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && IsPassing(exception)),
            MaxRetryAttempts = settings.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            MaxDelay = TimeSpan.FromSeconds(20),
            UseJitter = true,
            Randomizer = settings.Chance,
        })
        .Build();

    /// <summary>Whether the same call may succeed a little later.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        AmazonServiceException answer => (int)answer.StatusCode is 429 or >= 500 || answer.Retryable is not null || PassingCodes.Contains(answer.ErrorCode ?? ""),
        HttpRequestException or TimeoutException => true,
        _ => false,
    };
}
