using Source.FacebookPages.Days;

namespace Source.FacebookPages.State;

/// <summary>Some metrics and the days that were read for all of them.</summary>
/// <param name="Metrics">The names, sorted; at least one.</param>
/// <param name="Window">The days.</param>
internal sealed record CoveredRange(IReadOnlyList<string> Metrics, DateWindow Window);
