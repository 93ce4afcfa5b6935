using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>What the host lends to a source for one run.</summary>
/// <param name="Log">Writes LOG messages.</param>
/// <param name="Redactor">Takes secrets that become known during the run, so that they never show in a text.</param>
/// <param name="Time">The clock of all waiting and dating.</param>
/// <param name="Environment">Reads an environment variable; null when it is not set.</param>
public sealed record ConnectorServices(ILogger Log, SecretRedactor Redactor, TimeProvider Time, Func<string, string?> Environment);
