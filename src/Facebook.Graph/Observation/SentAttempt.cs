namespace Facebook.Graph;

/// <summary>One HTTP attempt from the moment it is sent: whoever made it says how it ended, once, and statistics and observer are told.</summary>
internal sealed class SentAttempt(GraphStatistics statistics, TimeProvider time, string edge, IGraphAttemptObserver? observer)
{
    private readonly long _began = time.GetTimestamp();
    private TimeSpan? _duration;
    private int _httpStatus;
    private int _bytes;

    private TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>The headers of an answer came.</summary>
    internal void Answered(int httpStatus) => _httpStatus = httpStatus;

    /// <summary>The whole body came. It may have to wait before it is read, which is no time of the attempt.</summary>
    internal void Received() => _duration = Elapsed;

    /// <summary>The body has so many bytes, decompressed.</summary>
    internal void Decompressed(int bytes)
    {
        _bytes = bytes;
        statistics.CountBytes(bytes);
    }

    /// <summary>It is over.</summary>
    internal void End(string outcome, int graphCode = 0)
    {
        var duration = _duration ?? Elapsed;
        statistics.CountEnd(edge, outcome, duration);
        observer?.Ended(new GraphAttemptEnd(outcome, _httpStatus, graphCode, duration, _bytes));
    }
}
