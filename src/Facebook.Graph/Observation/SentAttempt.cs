namespace Facebook.Graph;

/// <summary>One HTTP attempt from the moment it is sent: whoever made it says how it ended, once, and statistics and observer are told.</summary>
internal sealed class SentAttempt(GraphStatistics statistics, TimeProvider time, string edge, IGraphAttemptObserver? observer)
{
    private readonly long _began = time.GetTimestamp();
    private int _httpStatus;
    private int _bytes;

    /// <summary>The headers of an answer came.</summary>
    internal void Answered(int httpStatus) => _httpStatus = httpStatus;

    /// <summary>The whole body came.</summary>
    internal void Received(int bytes)
    {
        _bytes = bytes;
        statistics.CountBytes(bytes);
    }

    /// <summary>It is over.</summary>
    internal void End(string outcome, int graphCode = 0)
    {
        var duration = time.GetElapsedTime(_began);
        statistics.CountEnd(edge, outcome, duration);
        observer?.Ended(new GraphAttemptEnd(outcome, _httpStatus, graphCode, duration, _bytes));
    }
}
