namespace Source.FacebookPages.Tests.Telemetry;

/// <summary>Whoever listens to a meter hears all of its name within the process, so tests with telemetry run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TelemetryCollection
{
    public const string Name = "telemetry";
}
