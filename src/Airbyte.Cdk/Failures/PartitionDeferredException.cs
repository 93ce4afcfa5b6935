using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>
/// A partition cannot go on within the time that this run has, because it would have to wait for longer. Nothing is wrong: a later run goes on from the last checkpoint. Thrown only where a run
/// has a time limit.
/// </summary>
/// <param name="until">When it may go on.</param>
/// <param name="message">What is waited for.</param>
/// <param name="inner">The cause.</param>
public sealed class PartitionDeferredException(DateTimeOffset until, string message, Exception? inner = null)
    : ConnectorException(FailureType.TransientError, message, internalMessage: null, inner)
{
    /// <summary>When it may go on.</summary>
    public DateTimeOffset Until { get; } = until;
}
