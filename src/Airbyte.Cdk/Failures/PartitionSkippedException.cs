namespace Airbyte.Cdk;

/// <summary>A partition cannot be read, and the user has chosen to go on without it. The message has been logged by whoever throws.</summary>
public sealed class PartitionSkippedException(string message, Exception? inner = null) : Exception(message, inner);
