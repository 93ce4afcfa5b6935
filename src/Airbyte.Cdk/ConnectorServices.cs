using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>What the host lends to a source for one run.</summary>
/// <param name="Log">Writes LOG messages.</param>
/// <param name="Redactor">Takes secrets that become known during the run, so that they never show in a text.</param>
/// <param name="Time">The clock of all waiting and dating.</param>
/// <param name="Environment">Reads an environment variable; null when it is not set.</param>
public sealed record ConnectorServices(ILogger Log, SecretRedactor Redactor, TimeProvider Time, Func<string, string?> Environment)
{
    /// <summary>The run's name, as <see cref="Cdk.RunId"/> makes them; it is in every log entry.</summary>
    /// <value>Default: empty.</value>
    public string RunId { get; init; } = "";

    /// <summary>Who watches the run, as the source's <see cref="ISource.Observe"/> gave it; null for nobody.</summary>
    public IRunObserver? Run { get; init; }
}
