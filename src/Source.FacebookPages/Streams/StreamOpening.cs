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

/// <summary>Prepares the configured streams for reading: which Pages, which metrics, and from which state.</summary>
internal sealed class StreamOpening(
    SourceConfig config,
    InsightsContext context,
    MetricSelection selection,
    PageDirectory directory,
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

    /// <summary>The stream, or null when this configuration does not have it.</summary>
    public IStream? Open(ConfiguredStream stream)
    {
        if (StreamName.Parse(stream.Name) is not { } name)
        {
            return null;
        }

        if (name.Period is not { } period)
        {
            return name.IsMetricAvailability ? OpenAvailability(stream.Name) : OpenPages(stream.Name);
        }

        if (!config.Periods.Contains(period) || name.IsCombined != (config.StreamLayout == StreamLayout.Combined))
        {
            return null;
        }

        var accessLoss = new AccessLoss(config.OnPageAccessLost == PageAccessLost.Skip, stream.SyncMode == SyncMode.FullRefresh, context.Report, log);
        return name.PageId is { } pageId
            ? OpenPage(stream.Name, pageId, period, accessLoss)
            : OpenCombined(stream.Name, period, accessLoss);
    }

    private PagesStream OpenPages(string stream)
    {
        var fields = new PageFieldSet(config.PageFields, log);
        var failOnLoss = config.OnPageAccessLost == PageAccessLost.Fail;
        var accessLoss = new AccessLoss(skip: !failOnLoss, isFullRefresh: true, context.Report, log);
        return new PagesStream(
            stream,
            [
                .. PagesInOrder().Where(page => IsDue(stream, page.Id)).Select(page => new PagePartition(context.Caller, page, stream, fields, failOnLoss, context.Report, context.Sightings, log)),
                .. directory.Missing.Values.Where(page => page.LookUpFailure is not null && IsDue(stream, page.Id)).Select(page => new LostPartition(page, accessLoss)),
            ]);
    }

    private MetricAvailabilityStream OpenAvailability(string stream)
    {
        IReadOnlyList<(InsightsPeriod, IReadOnlyList<SelectedMetric>)> wanted = [.. config.Periods.Select(period => (period, selection.For(period)))];
        var records = new AvailabilityRecords(Memory, Now);
        var accessLoss = new AccessLoss(config.OnPageAccessLost == PageAccessLost.Skip, isFullRefresh: true, context.Report, log);
        var missing = directory.Missing.Values.Where(page => IsDue(stream, page.Id)).ToLookup(page => page.LookUpFailure is not null);
        return new MetricAvailabilityStream(
            stream,
            [
                .. PagesInOrder().Where(page => IsDue(stream, page.Id)).Select(page => new AvailabilityPartition(context, page, stream, wanted, records, isLastUse: Memory is null)),
                .. missing[false].Where(page => page.Exists || config.PageIds.Contains(page.Id)).Select(page => new LostAvailabilityPartition(page, stream, wanted, records, context.Report)),
                .. missing[true].Select(page => new LostPartition(page, accessLoss)),
            ]);
    }

    private InsightsStream? OpenPage(string stream, string pageId, InsightsPeriod period, AccessLoss accessLoss)
    {
        var page = directory.Pages.GetValueOrDefault(pageId);
        var missing = directory.Missing.GetValueOrDefault(pageId);
        if (page is null && (missing is null || !missing.Exists && missing.LookUpFailure is null && !config.PageIds.Contains(pageId) && state.Find(stream) is null))
        {
            // Never seen by Facebook's lists, by the configuration or by an earlier sync: not a Page that was lost.
            return null;
        }

        var metrics = selection.For(period);
        var reader = ReaderFor(metrics);
        var given = state.Find(stream);
        var stateOf = given is null ? StreamName.Combined(period).ToString() : stream;
        try
        {
            var progress = state.Find(stateOf) is { } blob ? reader.ReadPage(blob, pageId) : null;
            _remarks.TakenOver(given is null && progress is not null ? [stateOf] : [], stream);
            _remarks.LiesInTheFuture(stream, progress is null ? [] : [new(pageId, progress)]);
            IPartition partition = page is not null
                ? new InsightsPartition(context, page, period, stream, metrics, progress, accessLoss, silence)
                : new LostPartition(missing!, accessLoss);
            return new InsightsStream(stream, new PageInsightsState(given, progress ?? Nothing()), IsDue(stream, pageId) ? [partition] : []);
        }
        catch (FormatException exception)
        {
            return new InsightsStream(stream, null, [new RefusedStatePartition(stream, stateOf, exception.Message)]);
        }
    }

    private InsightsStream OpenCombined(string stream, InsightsPeriod period, AccessLoss accessLoss)
    {
        var metrics = selection.For(period);
        var reader = ReaderFor(metrics);
        var given = state.Find(stream);
        var stateOf = stream;
        try
        {
            var parts = given is { } blob ? reader.ReadPages(blob, [.. directory.Pages.Keys]) : [];
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
            _remarks.LiesInTheFuture(stream, parts.Where(part => directory.Pages.ContainsKey(part.Key)));

            List<IPartition> partitions =
            [
                .. PagesInOrder().Where(page => IsDue(stream, page.Id)).Select(page => new InsightsPartition(context, page, period, stream, metrics, parts.GetValueOrDefault(page.Id), accessLoss, silence)),
                .. directory.Missing.Values
                    .Where(page => IsDue(stream, page.Id))
                    .Where(page => page.Exists || page.LookUpFailure is not null || config.PageIds.Contains(page.Id) || parts.ContainsKey(page.Id))
                    .Select(page => new LostPartition(page, accessLoss)),
            ];
            return new InsightsStream(stream, new CombinedInsightsState(takenOver.Count == 0 ? given : null, WithUnread(parts), Nothing().EndTime), partitions);
        }
        catch (FormatException exception)
        {
            return new InsightsStream(stream, null, [new RefusedStatePartition(stream, stateOf, exception.Message)]);
        }
    }

    // A Page that has not been read yet has a part that says so, else the cursor of the whole would pass it.
    private Dictionary<string, PageProgress> WithUnread(Dictionary<string, PageProgress> parts)
    {
        var all = new Dictionary<string, PageProgress>(parts, StringComparer.Ordinal);
        foreach (var pageId in directory.Pages.Keys)
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

    private IEnumerable<Page> PagesInOrder() => directory.Pages.Values.OrderBy(page => page.Id, PageIdOrder.Instance);

    private StateReader ReaderFor(IReadOnlyList<SelectedMetric> metrics) => new([.. metrics.Select(metric => metric.Name)], context.Range.Start);

    private PageProgress Nothing() => new(Coverage.None, PacificCalendar.EndOf(context.Range.Start.AddDays(-1)));
}
