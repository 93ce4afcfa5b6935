namespace Source.FacebookPages.Telemetry;

/// <summary>How an instrument counts.</summary>
internal enum InstrumentKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A spread of values.</summary>
    Histogram,

    /// <summary>The latest value.</summary>
    Gauge,
}

/// <summary>An instrument, as the world outside knows it.</summary>
/// <param name="Name">OpenTelemetry's name of it.</param>
/// <param name="Kind">How it counts.</param>
/// <param name="Unit">In UCUM; in braces what is counted.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Attributes">What it counts by.</param>
internal sealed record InstrumentDefinition(string Name, InstrumentKind Kind, string Unit, string Description, params IReadOnlyList<string> Attributes);
