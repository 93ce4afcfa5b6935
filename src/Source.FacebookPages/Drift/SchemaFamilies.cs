using Source.FacebookPages.Catalog;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Drift;

/// <summary>The families of the streams that a run reads; a pure function.</summary>
internal static class SchemaFamilies
{
    /// <summary>The families, each once, in the order of the streams.</summary>
    public static IEnumerable<SchemaFamily> Of(IEnumerable<StreamName> streams, IReadOnlyList<string> pageFields, IReadOnlyList<SelectedMetric> metrics) =>
        streams.DistinctBy(name => name.Family).Select(name => new SchemaFamily(
            name.Family,
            name.IsInsights ? InsightsSchema.Write(metrics)
            : name.IsMetricAvailability ? MetricAvailabilitySchema.Write()
            : PagesSchema.Write(pageFields)));
}
