namespace Facebook.Graph;

/// <summary>How long things took, kept in a bounded number of classes of about a fifth of width each. Count and sum are exact. Safe to use from several threads.</summary>
internal sealed class DurationSpread
{
    // From a millisecond to an hour and a half, four classes for each doubling.
    private const int Classes = 90;
    private const int ClassesPerDoubling = 4;

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Classes];
    private readonly TimeSpan[] _sums = new TimeSpan[Classes];

    /// <summary>The classes that are not empty, shortest first: the mean of each, and how many it holds.</summary>
    internal IReadOnlyList<(TimeSpan Mean, long Count)> Means
    {
        get
        {
            lock (_lock)
            {
                return [.. Enumerable.Range(0, Classes).Where(index => _counts[index] > 0).Select(index => (_sums[index] / _counts[index], _counts[index]))];
            }
        }
    }

    internal void Add(TimeSpan duration)
    {
        var doublings = Math.Log2(Math.Max(duration.TotalMilliseconds, 1));
        var index = Math.Min((int)(doublings * ClassesPerDoubling), Classes - 1);
        lock (_lock)
        {
            _counts[index]++;
            _sums[index] += duration;
        }
    }
}
