using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>A failure whose cause is known: the only exception whose text reaches the user.</summary>
/// <param name="failureType">Who can mend it.</param>
/// <param name="message">For the user: what happened, to what, and what to do.</param>
/// <param name="internalMessage">Codes and raw texts for whoever debugs.</param>
/// <param name="inner">The cause.</param>
public class ConnectorException(FailureType failureType, string message, string? internalMessage = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Who can mend it.</summary>
    public FailureType FailureType { get; } = failureType;

    /// <summary>What was being read, or null when that does not apply.</summary>
    public IFailureDetails? Details { get; init; }

    /// <summary>Codes and raw texts for whoever debugs, or null.</summary>
    public string? InternalMessage { get; } = internalMessage;
}
