using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Catalog;

/// <summary>The streams that exist for a set of Pages. A pure function.</summary>
internal static class StreamCatalog
{
    // The first mode is what callers without an opinion and without state take.
    private static readonly IReadOnlyList<SyncMode> InsightsModes = [SyncMode.FullRefresh, SyncMode.Incremental];

    private static readonly IReadOnlyList<SyncMode> PagesModes = [SyncMode.FullRefresh];

    /// <summary>The streams: <c>pages</c>, then Page by Page in the order of their ids, each in the order of the periods.</summary>
    /// <param name="pageIds">The Pages, in any order; an id given twice counts once.</param>
    /// <param name="config">Layout, periods and Page fields are read.</param>
    public static IReadOnlyList<AirbyteStream> Build(IEnumerable<string> pageIds, SourceConfig config)
    {
        var schema = InsightsSchema.Write();
        return [Pages(config.PageFields), .. InsightsNames(pageIds, config).Select(name => Insights(name, schema))];
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
        SupportedSyncModes = PagesModes,
        PrimaryKey = PagesSchema.PrimaryKey,
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
