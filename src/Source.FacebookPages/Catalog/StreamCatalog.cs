using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Catalog;

/// <summary>The streams that exist for a set of Pages. A pure function.</summary>
internal static class StreamCatalog
{
    // The first mode is what callers without an opinion and without state take.
    private static readonly IReadOnlyList<SyncMode> InsightsModes = [SyncMode.FullRefresh, SyncMode.Incremental];

    private static readonly IReadOnlyList<SyncMode> FullRefreshOnly = [SyncMode.FullRefresh];

    // A schema that explains forty metrics has some kilobytes; a catalog of thousands of streams must not have them in each.
    private const int MostExplained = 200;

    /// <summary>
    /// The streams: <c>pages</c>, then Page by Page in the order of their ids, each in the order of the periods, and last <c>metric_availability</c>, which tells what the ones before it have met.
    /// </summary>
    /// <param name="pageIds">The Pages, in any order; an id given twice counts once.</param>
    /// <param name="config">Layout, periods and Page fields are read.</param>
    /// <param name="metrics">The metrics that are read.</param>
    public static IReadOnlyList<AirbyteStream> Build(IEnumerable<string> pageIds, SourceConfig config, IReadOnlyList<SelectedMetric> metrics)
    {
        IReadOnlyList<StreamName> names = [.. InsightsNames(pageIds, config)];
        var schema = InsightsSchema.Write(metrics, explained: names.Count <= MostExplained);
        return [Pages(config.PageFields), .. names.Select(name => Insights(name, schema)), MetricAvailability()];
    }

    private static IEnumerable<StreamName> InsightsNames(IEnumerable<string> pageIds, SourceConfig config) =>
        config.StreamLayout == StreamLayout.Combined
            ? config.Periods.Order().Select(StreamName.Combined)
            : pageIds
                .Distinct(StringComparer.Ordinal)
                .Order(PageIdOrder.Instance)
                .SelectMany(_ => config.Periods.Order(), StreamName.OfPage);

    private static AirbyteStream Pages(IReadOnlyList<string> pageFields) => new()
    {
        Name = StreamName.Pages.ToString(),
        JsonSchema = PagesSchema.Write(pageFields),
        SupportedSyncModes = FullRefreshOnly,
        PrimaryKey = PagesSchema.PrimaryKey,
    };

    private static AirbyteStream MetricAvailability() => new()
    {
        Name = StreamName.MetricAvailability.ToString(),
        JsonSchema = MetricAvailabilitySchema.Write(),
        SupportedSyncModes = FullRefreshOnly,
        PrimaryKey = MetricAvailabilitySchema.PrimaryKey,
    };

    private static AirbyteStream Insights(StreamName name, ReadOnlyMemory<byte> schema) => new()
    {
        Name = name.ToString(),
        JsonSchema = schema,
        SupportedSyncModes = InsightsModes,
        CursorField = InsightsSchema.EndTime,
        PrimaryKey = InsightsSchema.PrimaryKey,
    };
}
