using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Insights;

/// <summary>What is read between two checkpoints: some metrics over one date window of one Page and period.</summary>
/// <param name="Window">The days to ask for; at most 90.</param>
/// <param name="Metrics">The metrics to ask for.</param>
/// <param name="CoversFrom">
/// The first day that is covered once the slice is read: the first day of the slices read one after the other, of which this is one. An earlier slice of the
/// series may have been silent, and so left nothing in the state.
/// </param>
internal sealed record Slice(DateWindow Window, IReadOnlyList<SelectedMetric> Metrics, DateOnly CoversFrom);
