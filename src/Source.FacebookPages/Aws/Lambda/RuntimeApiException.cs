namespace Source.FacebookPages.Aws.Lambda;

/// <summary>The Runtime API can't be worked with any more: the process has to end, and Lambda starts another one.</summary>
internal sealed class RuntimeApiException(string message, Exception? inner = null) : Exception(message, inner);
