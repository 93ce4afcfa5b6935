namespace Source.FacebookPages.Telemetry;

/// <summary>How metrics, or traces, are sent.</summary>
/// <param name="Variables">
/// The variables of <see cref="TelemetryVariables"/> that are set, as the SDK wants them: it reads the variables for all signals only, so those for this one stand under their names.
/// </param>
/// <param name="Endpoint">Where to exactly, if a variable for this signal alone says it; else the SDK appends its path to the address for all.</param>
internal sealed record TelemetrySignal(IReadOnlyDictionary<string, string?> Variables, string? Endpoint)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Reads it; null where nothing says where to.</summary>
    /// <param name="signal">METRICS or TRACES.</param>
    /// <param name="environment">Reads a variable.</param>
    public static TelemetrySignal? Read(string signal, Func<string, string?> environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in TelemetryVariables.All)
        {
            var own = name.StartsWith(Prefix, StringComparison.Ordinal) && name != TelemetryVariables.Endpoint ? Value($"{Prefix}{signal}_{name[Prefix.Length..]}") : null;
            if ((own ?? Value(name)) is { } value)
            {
                variables[name] = value;
            }
        }

        var endpoint = Value($"{Prefix}{signal}_ENDPOINT");
        return endpoint is null && !variables.ContainsKey(TelemetryVariables.Endpoint) ? null : new TelemetrySignal(variables, endpoint);

        // As the specification has it, a variable that is set to nothing is not set.
        string? Value(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Uri Address()
    {
        var text = Endpoint ?? Variables[TelemetryVariables.Endpoint];
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new FormatException("The address of the collector must begin with http:// or https://.");
    }
}
