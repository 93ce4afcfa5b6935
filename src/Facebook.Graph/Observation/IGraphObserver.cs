namespace Facebook.Graph;

/// <summary>
/// Watches what a <see cref="GraphClient"/> does, for metrics and traces. Called from several threads at once, and on the way of the calls: it must be quick and must not throw.
/// </summary>
public interface IGraphObserver
{
    /// <summary>An HTTP attempt is sent now, in the asynchronous flow of its caller. Every attempt that is sent is told of, and its end too, however it ends.</summary>
    IGraphAttemptObserver Sending(GraphAttempt attempt);

    /// <summary>A call begins to wait for a rate limit.</summary>
    void Throttled(RateLimitScope scope);

    /// <summary>A call has waited for a rate limit. A long wait is told of in parts.</summary>
    void Waited(RateLimitScope scope, TimeSpan time);
}
