using Airbyte.Protocol;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// The catalog of a run that nobody gave one: every stream that discovery finds, incremental where it can be. A Page that was read before, or is configured, and can't be read now has its streams
/// too, so that its loss is told and not just a gap. A pure function.
/// </summary>
internal static class DefaultCatalog
{
    /// <summary>The catalog.</summary>
    /// <param name="directory">The Pages as they were found.</param>
    /// <param name="config">Layout, periods, Page fields and the configured Pages are read.</param>
    /// <param name="state">What was read before.</param>
    /// <param name="metrics">The metrics that are read.</param>
    /// <param name="isMine">Whether a Page is this run's.</param>
    public static ConfiguredCatalog Of(
        PageDirectory directory, SourceConfig config, InputState state, IReadOnlyList<SelectedMetric> metrics, Func<string, bool> isMine)
    {
        var lost = directory.Missing.Values
            .Where(page => page.LookUpFailure is not null || config.PageIds.Contains(page.Id) || IsKnown(page.Id, config, state))
            .Select(page => page.Id);
        return new ConfiguredCatalog([.. StreamCatalog.Build(directory.Pages.Keys.Concat(lost).Where(isMine), config, metrics).Select(Configured)]);
    }

    private static bool IsKnown(string pageId, SourceConfig config, InputState state) =>
        config.Periods.Any(period => state.Find(StreamName.OfPage(pageId, period).ToString()) is not null);

    private static ConfiguredStream Configured(AirbyteStream stream) => stream.SupportedSyncModes.Contains(SyncMode.Incremental)
        ? new ConfiguredStream(stream.Name, SyncMode.Incremental, "incremental")
        : new ConfiguredStream(stream.Name, SyncMode.FullRefresh, "full_refresh");
}
