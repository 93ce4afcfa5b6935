using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>Nothing more can be read by anybody in this run, for example because the one access token has died.</summary>
public sealed class SyncAbortedException(FailureType failureType, string message, string? internalMessage = null, Exception? inner = null)
    : ConnectorException(failureType, message, internalMessage, inner);
