namespace Source.FacebookPages.Aws.Lambda;

/// <summary>One invocation of the function, as Lambda handed it over.</summary>
/// <param name="RequestId">Lambda's id of it.</param>
/// <param name="Deadline">When Lambda kills the process if there is no answer.</param>
/// <param name="TraceId">The X-Ray tracing header; null when there is none.</param>
/// <param name="FunctionArn">The ARN that was invoked, with its version or alias; null when there is none.</param>
/// <param name="Event">The event, UTF-8 JSON as it came.</param>
internal sealed record LambdaInvocation(string RequestId, DateTimeOffset Deadline, string? TraceId, string? FunctionArn, ReadOnlyMemory<byte> Event);
