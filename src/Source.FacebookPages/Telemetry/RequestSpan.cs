using System.Diagnostics;
using Facebook.Graph;

namespace Source.FacebookPages.Telemetry;

/// <summary>One HTTP request, as a metric and, where traces are sent, as a span.</summary>
internal sealed class RequestSpan(RunMeter meter, GraphAttempt attempt, Activity? span) : IGraphAttemptObserver
{
    /// <inheritdoc/>
    public void Ended(GraphAttemptEnd end)
    {
        meter.Request(attempt, end);
        if (span is null)
        {
            return;
        }

        span.SetTag("edge", attempt.Edge).SetTag("http.request.method", attempt.HttpMethod).SetTag("attempt", attempt.Number).SetTag("outcome", end.Outcome);
        if (attempt.PageId is { } pageId)
        {
            span.SetTag("page_id", pageId);
        }

        if (end.HttpStatus != 0)
        {
            span.SetTag("http.response.status_code", end.HttpStatus);
        }

        if (end.GraphCode != 0)
        {
            span.SetTag("graph.code", end.GraphCode);
        }

        // The word says enough; Facebook's own texts quote what they were sent.
        if (end.Outcome is not (GraphOutcome.Ok or GraphOutcome.Cancelled))
        {
            span.SetStatus(ActivityStatusCode.Error, end.Outcome);
        }

        span.Stop();
    }
}
