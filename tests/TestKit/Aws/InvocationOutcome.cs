namespace TestKit;

/// <summary>What the invoker of a function gets: an answer or an error.</summary>
public sealed record InvocationOutcome(string RequestId, string? Answer, ReportedError? Error);
