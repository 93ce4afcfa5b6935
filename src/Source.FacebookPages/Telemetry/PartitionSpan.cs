using System.Diagnostics;
using Airbyte.Cdk;

namespace Source.FacebookPages.Telemetry;

/// <summary>The reading of one partition, as a span; null where it is not recorded.</summary>
internal sealed class PartitionSpan(Activity? span, Func<string, string> redact) : IDisposable
{
    /// <summary>It ended in this way.</summary>
    public void Failed(Exception exception)
    {
        var outcome = exception switch
        {
            PartitionSkippedException => "skipped",
            PartitionDeferredException => "deferred",
            OperationCanceledException => "stopped",
            _ => "failed",
        };
        span?.SetTag("outcome", outcome);
        if (outcome == "failed")
        {
            span?.SetStatus(ActivityStatusCode.Error, redact(exception.Message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => span?.Dispose();
}
