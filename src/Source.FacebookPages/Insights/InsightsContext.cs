using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Insights;

/// <summary>What all insights streams of a run share.</summary>
/// <param name="Caller">Makes the calls.</param>
/// <param name="Range">The days of the run.</param>
/// <param name="Days">The same days, made ready for look-ups.</param>
/// <param name="Hints">The metrics that were refused for some Page.</param>
/// <param name="Report">What the run has to tell at its end.</param>
/// <param name="LookbackDays">How many covered days are read again.</param>
/// <param name="WindowDays">The longest slice, in days.</param>
/// <param name="Log">Gets a scope around what is done for one Page and for some metrics.</param>
internal sealed record InsightsContext(
    PageCaller Caller,
    ReadRange Range,
    DayTable Days,
    RefusalHints Hints,
    RunReport Report,
    int LookbackDays,
    int WindowDays,
    ILogger Log)
{
    /// <summary>Takes what is seen of the answers.</summary>
    /// <value>Default: somebody who keeps little and tells nobody.</value>
    public Sightings Sightings { get; init; } = new(keepsFindings: false);

    /// <summary>The keys of maps that the schema knows, with their types.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, JsonShape> BreakdownKeys { get; init; } = ImmutableDictionary<string, JsonShape>.Empty;
}
