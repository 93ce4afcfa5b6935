namespace Facebook.Graph.Tests;

/// <summary>An observer that remembers what it was told.</summary>
internal sealed class AttemptLog : IGraphObserver
{
    internal List<GraphAttempt> Sent { get; } = [];

    internal List<(GraphAttempt Attempt, GraphAttemptEnd End)> Ended { get; } = [];

    internal List<RateLimitScope> Waits { get; } = [];

    internal TimeSpan WaitedTime { get; private set; }

    /// <summary>The outcomes in the order of the ends.</summary>
    internal IEnumerable<string> Outcomes => Ended.Select(pair => pair.End.Outcome);

    public IGraphAttemptObserver Sending(GraphAttempt attempt)
    {
        Sent.Add(attempt);
        return new One(this, attempt);
    }

    public void Throttled(RateLimitScope scope) => Waits.Add(scope);

    public void Waited(RateLimitScope scope, TimeSpan time) => WaitedTime += time;

    private sealed class One(AttemptLog log, GraphAttempt attempt) : IGraphAttemptObserver
    {
        public void Ended(GraphAttemptEnd end) => log.Ended.Add((attempt, end));
    }
}
