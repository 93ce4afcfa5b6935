using GraphSimulator.Http;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>What a run does about an error.</summary>
public enum Outcome
{
    /// <summary>It tries again, or asks otherwise, and gets everything.</summary>
    Recovers,

    /// <summary>The Page is skipped with a warning, its state kept; the others go on; exit 0.</summary>
    PageSkipped,

    /// <summary>The stream fails for a passing reason, the others go on; exit 1.</summary>
    StreamFailsForNow,

    /// <summary>The stream fails as nobody's but the connector's matter, the others go on; exit 1.</summary>
    StreamFailsAsDefect,

    /// <summary>Nothing more is read: config_error, exit 1.</summary>
    EverythingEnds,

    /// <summary>The metric that is refused is left out and warned of; the others are complete; exit 0.</summary>
    MetricLeftOut,

    /// <summary>The Page field that is refused is left out and warned of; exit 0.</summary>
    FieldLeftOut,

    /// <summary>The stream completes without records, and a warning says so; exit 0.</summary>
    NoData,

    /// <summary>Days that Facebook does not keep are passed over with a warning; the later ones are complete; exit 0.</summary>
    OldDaysPassedOver,
}

/// <summary>An error of Facebook's and what has to come of it.</summary>
public sealed record ErrorRow(string Name, GraphError Error, Outcome Outcome)
{
    /// <summary>How often it happens; for ever unless it is to be recovered from.</summary>
    public int Times { get; init; } = Outcome == Outcome.Recovers ? 2 : int.MaxValue;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Error.Code}/{Error.Subcode} HTTP {Error.Status}) → {Outcome}";
}
