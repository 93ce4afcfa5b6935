using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>The configuration has mistakes; all of them are listed.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> mistakes)
    : ConnectorException(FailureType.ConfigError, "The configuration is not valid: " + string.Join(" ", mistakes))
{
    /// <summary>The mistakes, a sentence each, never with a secret's value.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
