using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Pages;

/// <summary>
/// Answers for a Page that hold all periods, kept for the periods that are still to be read. A call without a period brings all of them, so where all are read, the first asks for the others as well. The
/// partitions of a Page are read one after the other, so there is one caller at a time.
/// </summary>
internal sealed class PeriodAnswers
{
    /// <summary>
    /// The most days of a call for all periods. It saves two of three calls, and of the bytes what each answer says beside the values: nearly half of them over a few days, a tenth over 30, next to nothing
    /// over 90, of which much would have to be kept.
    /// </summary>
    public const int MostDays = 35;

    /// <summary>
    /// With so many bytes kept for a Page, nothing is added. Two answers over the most days are less; many short windows, as of a backfill, must not add up, and as many Pages as calls are under way may keep some.
    /// </summary>
    public const int MostBytes = 1 << 19;

    private readonly HashSet<InsightsPeriod> _toRead = [];
    private readonly List<Kept> _kept = [];
    private bool _isOff;

    /// <summary>How many bytes are kept.</summary>
    public int Bytes => _kept.Sum(answer => answer.Json.Length);

    /// <summary>A period will be read in this run; to be told before the first one is.</summary>
    public void Expect(InsightsPeriod period) => _toRead.Add(period);

    /// <summary>Whether a call may be for all periods: all of them are still to be read, the one that asks among them, and the answer is worth keeping.</summary>
    /// <param name="window">The days of the call.</param>
    public bool MayShare(DateWindow window) =>
        !_isOff && _toRead.Count == InsightsPeriods.All.Count && window.Days <= MostDays && Bytes < MostBytes;

    /// <summary>A call for all periods did not do: there is none any more for the rest of the run. What was kept before is still good.</summary>
    public void ShareNoMore() => _isOff = true;

    /// <summary>Keeps the answer to a call for all periods.</summary>
    /// <param name="metrics">The names asked for.</param>
    /// <param name="window">The days asked for.</param>
    /// <param name="until">The bound that the call had.</param>
    /// <param name="json">The answer.</param>
    public void Keep(IEnumerable<string> metrics, DateWindow window, DateOnly until, byte[] json) =>
        _kept.Add(new Kept(metrics.ToHashSet(StringComparer.Ordinal), window, until, json));

    /// <summary>A kept answer that has all that a call asks for, and maybe more; null when there is none, and always for the period that is read first.</summary>
    /// <param name="metrics">The names that the call asks for.</param>
    /// <param name="window">The days that it asks for.</param>
    /// <param name="until">Its bound.</param>
    public byte[]? Find(IEnumerable<string> metrics, DateWindow window, DateOnly until) => _toRead.Count == InsightsPeriods.All.Count
        ? null
        : _kept.Find(answer => answer.Window.First <= window.First && answer.Window.Last >= window.Last && answer.Until >= until && answer.Metrics.IsSupersetOf(metrics))?.Json;

    /// <summary>The reading of a period has ended, however it did. With the last one goes all that was kept.</summary>
    public void Ended(InsightsPeriod period)
    {
        _toRead.Remove(period);
        if (_toRead.Count == 0)
        {
            _kept.Clear();
        }
    }

    private sealed record Kept(HashSet<string> Metrics, DateWindow Window, DateOnly Until, byte[] Json);
}
