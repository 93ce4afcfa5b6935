using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Unattended;

/// <summary>Somebody else has stored a state of the same connection, and the same part of it, since this run began.</summary>
/// <param name="message">Who, and what that means.</param>
internal sealed class StateConflictException(string message) : ConnectorException(FailureType.TransientError, message);
