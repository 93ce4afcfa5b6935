using static Source.FacebookPages.Telemetry.InstrumentKind;

namespace Source.FacebookPages.Telemetry;

/// <summary>The instruments. Every attribute but <c>page_id</c> has a small closed set of values; <c>docs/operations.md</c> says what each means and what to do about it.</summary>
internal static class Instruments
{
    public static InstrumentDefinition Requests { get; } =
        new("facebook_pages.requests", Counter, "{request}", "HTTP requests to the Graph API, retries included.", "edge", "outcome");

    public static InstrumentDefinition RequestDuration { get; } =
        new("facebook_pages.request.duration", Histogram, "s", "How long the HTTP requests took, waits before them not included.", "edge", "outcome");

    public static InstrumentDefinition Retries { get; } =
        new("facebook_pages.retries", Counter, "{request}", "HTTP requests that repeated an earlier one.", "edge");

    public static InstrumentDefinition Received { get; } =
        new("facebook_pages.received", Counter, "By", "Bytes of answers, after decompression.", "edge");

    public static InstrumentDefinition ThrottleWaits { get; } =
        new("facebook_pages.throttle.waits", Counter, "{wait}", "Requests that had to wait for a rate limit.", "scope");

    public static InstrumentDefinition ThrottleWaitTime { get; } =
        new("facebook_pages.throttle.wait_time", Counter, "s", "Time that requests waited for rate limits, summed over all of them.", "scope");

    public static InstrumentDefinition Records { get; } =
        new("facebook_pages.records", Counter, "{record}", "Records written.", "stream");

    public static InstrumentDefinition Pages { get; } =
        new("facebook_pages.pages", Counter, "{page}", "Pages read, by how that went.", "outcome");

    public static InstrumentDefinition Metrics { get; } =
        new("facebook_pages.metrics", Counter, "{metric}", "Insights metrics that were asked for and not delivered, by why.", "outcome");

    public static InstrumentDefinition NewestDayLag { get; } =
        new("facebook_pages.newest_day.lag", Gauge, "d", "Days from the newest day of a Page that was read to the last complete day.", "page_id", "period");

    public static InstrumentDefinition Drift { get; } =
        new("facebook_pages.drift", Counter, "{event}", "Differences between what Facebook delivers and what it is known to deliver.", "kind");

    public static InstrumentDefinition Runs { get; } =
        new("facebook_pages.runs", Counter, "{run}", "Runs that have ended.", "command", "status");

    public static InstrumentDefinition RunDuration { get; } =
        new("facebook_pages.run.duration", Histogram, "s", "How long the runs took.", "command", "status");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<InstrumentDefinition> All { get; } =
        [Requests, RequestDuration, Retries, Received, ThrottleWaits, ThrottleWaitTime, Records, Pages, Metrics, NewestDayLag, Drift, Runs, RunDuration];
}
