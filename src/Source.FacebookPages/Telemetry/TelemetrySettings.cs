namespace Source.FacebookPages.Telemetry;

/// <summary>Which telemetry the environment wants.</summary>
/// <param name="Metrics">How metrics are sent; null for not at all.</param>
/// <param name="Traces">How traces are sent; null for not at all.</param>
internal sealed record TelemetrySettings(TelemetrySignal? Metrics, TelemetrySignal? Traces)
{
    /// <summary>
    /// Reads them; null for none. There is telemetry only where a variable says where to: the SDK's default, a collector on this machine, would be looked for in vain by nearly everybody.
    /// </summary>
    public static TelemetrySettings? Read(Func<string, string?> environment)
    {
        if (IsSaid(TelemetryVariables.Disabled, "true"))
        {
            return null;
        }

        var metrics = IsSaid(TelemetryVariables.MetricsExporter, "none") ? null : TelemetrySignal.Read("METRICS", environment);
        var traces = IsSaid(TelemetryVariables.TracesExporter, "none") ? null : TelemetrySignal.Read("TRACES", environment);
        return metrics is null && traces is null ? null : new TelemetrySettings(metrics, traces);

        bool IsSaid(string name, string value) => string.Equals(environment(name)?.Trim(), value, StringComparison.OrdinalIgnoreCase);
    }
}
