using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Availability;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Streams;

/// <summary>Prepares the configured streams for reading, as the Pages are found: which Pages, which metrics, and from which state.</summary>
internal sealed class StreamOpening(
    SourceConfig config,
    InsightsContext context,
    MetricSelection selection,
    ConfiguredCatalog catalog,
    InputState state,
    SilenceInquiry silence,
    ILogger log)
{
    /// <summary>Whether a Page is to be read in a stream: the stream's name, the Page's id.</summary>
    /// <value>Default: always.</value>
    public Func<string, string, bool> IsDue { get; init; } = static (_, _) => true;

    /// <summary>The moment of the run, for what is dated.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What is remembered of metrics from earlier runs; null where nothing is kept.</summary>
    /// <value>Default: null.</value>
    public MetricMemory? Memory { get; init; }

    private readonly StateRemarks _remarks = new(context.Range, log);
    private readonly PageFieldSet _fields = new(config.PageFields, log);

    // By Page; of no Page are those that are about all of them.
    private readonly ILookup<string, (ConfiguredStream Stream, StreamName Name)> _wished = catalog.Streams
        .Select(stream => (Stream: stream, Name: StreamName.Parse(stream.Name)))
        .Where(wish => wish.Name is { } name && (name.Period is not { } period || config.Periods.Contains(period) && name.IsCombined == (config.StreamLayout == StreamLayout.Combined)))
        .ToLookup(wish => wish.Name!.Value.PageId ?? "", wish => (wish.Stream, wish.Name!.Value), StringComparer.Ordinal);

    /// <summary>Whether streams can be opened only when all Pages are found: the state of one that holds the insights of all of them has a part for each.</summary>
    public static bool NeedsAllPages(SourceConfig config) => config.StreamLayout == StreamLayout.Combined;

    /// <summary>The streams that can be read once these Pages are found. Those that are about all Pages are given with each part of what is found; those that this configuration does not have, never.</summary>
    public IReadOnlyList<IStream> Open(PageFinding found) =>
    [
        .. _wished[""].Select(wish => OpenOfAll(wish.Stream, wish.Name, found)),
        .. found.Pages.SelectMany(page => _wished[page.Id].Select(wish => OpenPage(wish.Stream, wish.Name, page, missing: null))),
        .. found.Missing.SelectMany(page => _wished[page.Id].Where(wish => IsKnown(page, wish.Stream)).Select(wish => OpenPage(wish.Stream, wish.Name, page: null, page))),
    ];

    // Never seen by Facebook's lists, by the configuration or by an earlier sync: not a Page that was lost.
    private bool IsKnown(MissingPage page, ConfiguredStream stream) =>
        page.Exists || page.LookUpFailure is not null || config.PageIds.Contains(page.Id) || state.Find(stream.Name) is not null;

    private IStream OpenOfAll(ConfiguredStream stream, StreamName name, PageFinding found) =>
        name.IsMetricAvailability ? OpenAvailability(stream.Name, found)
        : name.Period is { } period ? OpenCombined(stream.Name, period, LossOf(stream), found)
        : OpenPages(stream.Name, found);

    private AccessLoss LossOf(ConfiguredStream stream) =>
        new(config.OnPageAccessLost == PageAccessLost.Skip, stream.SyncMode == SyncMode.FullRefresh, context.Report, log);

    private PagesStream OpenPages(string stream, PageFinding found)
    {
        var failOnLoss = config.OnPageAccessLost == PageAccessLost.Fail;
        var accessLoss = new AccessLoss(skip: !failOnLoss, isFullRefresh: true, context.Report, log);
        return new PagesStream(
            stream,
            [
                .. InOrder(found).Where(page => IsDue(stream, page.Id)).Select(page => new PagePartition(context.Caller, page, stream, _fields, failOnLoss, context.Report, context.Sightings, log)),
                .. found.Missing.Where(page => page.LookUpFailure is not null && IsDue(stream, page.Id)).Select(page => new LostPartition(page, accessLoss)),
            ],
            IsContinued: !found.IsLast);
    }

    private MetricAvailabilityStream OpenAvailability(string stream, PageFinding found)
    {
        IReadOnlyList<(InsightsPeriod, IReadOnlyList<SelectedMetric>)> wanted = [.. config.Periods.Select(period => (period, selection.For(period)))];
        var records = new AvailabilityRecords(Memory, Now);
        var accessLoss = new AccessLoss(config.OnPageAccessLost == PageAccessLost.Skip, isFullRefresh: true, context.Report, log);
        var missing = found.Missing.Where(page => IsDue(stream, page.Id)).ToLookup(page => page.LookUpFailure is not null);
        return new MetricAvailabilityStream(
            stream,
            [
                .. InOrder(found).Where(page => IsDue(stream, page.Id)).Select(page => new AvailabilityPartition(context, page, stream, wanted, records, isLastUse: Memory is null)),
                .. missing[false].Where(page => page.Exists || config.PageIds.Contains(page.Id)).Select(page => new LostAvailabilityPartition(page, stream, wanted, records, context.Report)),
                .. missing[true].Select(page => new LostPartition(page, accessLoss)),
            ],
            IsContinued: !found.IsLast);
    }

    // Either the Page or, where it can't be read, what is known of it.
    private InsightsStream OpenPage(ConfiguredStream configured, StreamName name, Page? page, MissingPage? missing)
    {
        var (stream, pageId, period) = (configured.Name, name.PageId!, name.Period!.Value);
        var metrics = selection.For(period);
        var reader = ReaderFor(metrics);
        var accessLoss = LossOf(configured);
        var given = state.Find(stream);
        var stateOf = given is null ? StreamName.Combined(period).ToString() : stream;
        try
        {
            var progress = state.Find(stateOf) is { } blob ? reader.ReadPage(blob, pageId) : null;
            _remarks.TakenOver(given is null && progress is not null ? [stateOf] : [], stream);
            _remarks.LiesInTheFuture(stream, progress is null ? [] : [new(pageId, progress)]);
            var before = new PageInsightsState(given, progress ?? Nothing());
            IReadOnlyList<IPartition> partitions =
                !IsDue(stream, pageId) ? []
                : page is not null ? [PartitionOf(page, period, stream, metrics, progress, accessLoss)]
                : [new LostPartition(missing!, accessLoss)];
            return new InsightsStream(stream, before, partitions);
        }
        catch (FormatException exception)
        {
            return new InsightsStream(stream, null, [new RefusedStatePartition(stream, stateOf, exception.Message)]);
        }
    }

    private InsightsStream OpenCombined(string stream, InsightsPeriod period, AccessLoss accessLoss, PageFinding found)
    {
        var metrics = selection.For(period);
        var reader = ReaderFor(metrics);
        var pageIds = found.Pages.Select(page => page.Id).ToHashSet(StringComparer.Ordinal);
        var given = state.Find(stream);
        var stateOf = stream;
        try
        {
            var parts = given is { } blob ? reader.ReadPages(blob, [.. pageIds]) : [];
            List<string> takenOver = [];
            foreach (var (name, own) in StatesOfSinglePages(period).Where(pair => !parts.ContainsKey(pair.Name.PageId!)))
            {
                stateOf = name.ToString();
                if (reader.ReadPage(own, name.PageId!) is { } progress)
                {
                    parts.Add(name.PageId!, progress);
                    takenOver.Add(name.ToString());
                }
            }

            _remarks.TakenOver(takenOver, stream);
            _remarks.LiesInTheFuture(stream, parts.Where(part => pageIds.Contains(part.Key)));

            var before = new CombinedInsightsState(takenOver.Count == 0 ? given : null, WithUnread(parts, pageIds), Nothing().EndTime);
            List<IPartition> partitions =
            [
                .. InOrder(found).Where(page => IsDue(stream, page.Id)).Select(page => PartitionOf(page, period, stream, metrics, parts.GetValueOrDefault(page.Id), accessLoss)),
                .. found.Missing
                    .Where(page => IsDue(stream, page.Id))
                    .Where(page => page.Exists || page.LookUpFailure is not null || config.PageIds.Contains(page.Id) || parts.ContainsKey(page.Id))
                    .Select(page => new LostPartition(page, accessLoss)),
            ];
            return new InsightsStream(stream, before, partitions);
        }
        catch (FormatException exception)
        {
            return new InsightsStream(stream, null, [new RefusedStatePartition(stream, stateOf, exception.Message)]);
        }
    }

    // Only for what will be read: the Page keeps answers for the periods that it expects.
    private InsightsPartition PartitionOf(Page page, InsightsPeriod period, string stream, IReadOnlyList<SelectedMetric> metrics, PageProgress? progress, AccessLoss accessLoss)
    {
        page.Answers.Expect(period);
        return new InsightsPartition(context, page, period, stream, metrics, progress, accessLoss, silence);
    }

    // A Page that has not been read yet has a part that says so, else the cursor of the whole would pass it.
    private Dictionary<string, PageProgress> WithUnread(Dictionary<string, PageProgress> parts, IEnumerable<string> pageIds)
    {
        var all = new Dictionary<string, PageProgress>(parts, StringComparer.Ordinal);
        foreach (var pageId in pageIds)
        {
            all.TryAdd(pageId, Nothing());
        }

        return all;
    }

    // The states that the other layout has left behind.
    private IEnumerable<(StreamName Name, JsonElement State)> StatesOfSinglePages(InsightsPeriod period) =>
        state.Streams
            .Select(pair => (Name: StreamName.Parse(pair.Key), State: pair.Value))
            .Where(pair => pair.Name is { IsInsights: true, PageId: not null } name && name.Period == period)
            .Select(pair => (Name: pair.Name!.Value, pair.State))
            .OrderBy(pair => pair.Name.PageId!, PageIdOrder.Instance);

    private static IEnumerable<Page> InOrder(PageFinding found) => found.Pages.OrderBy(page => page.Id, PageIdOrder.Instance);

    private StateReader ReaderFor(IReadOnlyList<SelectedMetric> metrics) => new([.. metrics.Select(metric => metric.Name)], context.Range.Start);

    private PageProgress Nothing() => new(Coverage.None, PacificCalendar.EndOf(context.Range.Start.AddDays(-1)));
}
