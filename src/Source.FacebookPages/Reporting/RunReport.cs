using System.Collections.Concurrent;
using Facebook.Graph;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Reporting;

/// <summary>What a run has to tell at its end. Written to by all Pages at once.</summary>
internal sealed class RunReport
{
    private readonly ConcurrentDictionary<string, Refusal> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _silent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _skipped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _failed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Stream, string PageId), byte> _withoutAnyMetric = new();
    private readonly ConcurrentDictionary<string, DateOnly> _tooOld = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string PageId, InsightsPeriod Period), DateOnly> _readUpTo = new();
    private readonly ConcurrentDictionary<string, long> _drift = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _unread = new(StringComparer.Ordinal);

    /// <summary>The metrics that Facebook refused, and for which Pages.</summary>
    public IReadOnlyCollection<Refusal> Refused => [.. _refused.Values.OrderBy(refusal => refusal.Metric.Name, StringComparer.Ordinal)];

    /// <summary>The metrics that were asked for and left out of the answer without a word, each with the number of Pages.</summary>
    public IReadOnlyList<(string Metric, int Pages)> Silent => [.. _silent.Select(pair => (pair.Key, pair.Value.Count)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>The Pages that were skipped, each with the reason in a few words.</summary>
    public IReadOnlyDictionary<string, string> Skipped => _skipped;

    /// <summary>The streams of Pages for which Facebook refused every metric.</summary>
    public IReadOnlyList<(string Stream, string PageId)> WithoutAnyMetric => [.. _withoutAnyMetric.Keys.Order()];

    /// <summary>For how many Pages days were asked for that Facebook does not keep any more, and the last such day; null when there were none.</summary>
    public (int Pages, DateOnly LastDay)? TooOld => _tooOld.IsEmpty ? null : (_tooOld.Count, _tooOld.Values.Max());

    /// <summary>How many Pages failed.</summary>
    public int Failed => _failed.Count;

    /// <summary>How many Pages were read to the end in all their streams.</summary>
    public int Done => _unread.Count(page => page.Value == 0 && !_failed.ContainsKey(page.Key) && !_skipped.ContainsKey(page.Key));

    /// <summary>What drifted, by kind, in the order of the names.</summary>
    public IReadOnlyList<(string Kind, long Count)> DriftEvents => [.. _drift.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>The days from the newest day that was read to the last complete one, in the order of the Pages; none for what was not read in this run.</summary>
    public IReadOnlyList<(string PageId, string Period, int Days)> Lags(DateOnly lastComplete) =>
    [
        .. _readUpTo.OrderBy(pair => pair.Key.PageId, PageIdOrder.Instance)
            .ThenBy(pair => pair.Key.Period)
            .Select(pair => (pair.Key.PageId, pair.Key.Period.Name(), Math.Max(0, lastComplete.DayNumber - pair.Value.DayNumber))),
    ];

    /// <summary>Says what is going to be read: a Page's id for each of its partitions.</summary>
    public void Expect(IEnumerable<string> pageIds)
    {
        foreach (var pageId in pageIds)
        {
            _unread.AddOrUpdate(pageId, 1, (_, count) => count + 1);
        }
    }

    public void MetricRefused(SelectedMetric metric, string pageId, InsightsPeriod period, GraphError error) =>
        _refused.GetOrAdd(metric.Name, _ => new Refusal(metric, pageId, error)).Add(pageId, period);

    public void MetricSilent(string metric, string pageId) =>
        _silent.GetOrAdd(metric, _ => new(StringComparer.Ordinal)).TryAdd(pageId, 0);

    /// <summary>A Page is skipped. Answers whether that is news.</summary>
    public bool PageSkipped(string pageId, string reason) => _skipped.TryAdd(pageId, reason);

    public void PageFailed(string pageId) => _failed.TryAdd(pageId, 0);

    /// <summary>Whether reading the Page has failed.</summary>
    public bool HasFailed(string pageId) => _failed.ContainsKey(pageId);

    public void PageRead(string pageId) => _unread.AddOrUpdate(pageId, 0, (_, count) => count - 1);

    public void EverythingRefused(string pageId, string stream) => _withoutAnyMetric.TryAdd((stream, pageId), 0);

    public void DayTooOld(string pageId, DateOnly day) => _tooOld.AddOrUpdate(pageId, day, (_, other) => day > other ? day : other);

    /// <summary>Of a Page and period, everything up to this day was read.</summary>
    public void ReadUpTo(string pageId, InsightsPeriod period, DateOnly day) => _readUpTo[(pageId, period)] = day;

    /// <summary>Something drifted; the kind is one of few words.</summary>
    public void Drift(string kind) => _drift.AddOrUpdate(kind, 1, (_, count) => count + 1);

    /// <summary>A metric that Facebook refused, at least once.</summary>
    internal sealed class Refusal(SelectedMetric metric, string firstPageId, GraphError error)
    {
        private readonly ConcurrentDictionary<string, byte> _pages = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<InsightsPeriod, byte> _periods = new();

        public SelectedMetric Metric => metric;

        public string FirstPageId => firstPageId;

        public GraphError Error => error;

        public int Pages => _pages.Count;

        public IReadOnlyList<InsightsPeriod> Periods => [.. _periods.Keys.Order()];

        public void Add(string pageId, InsightsPeriod period)
        {
            _pages.TryAdd(pageId, 0);
            _periods.TryAdd(period, 0);
        }
    }
}
