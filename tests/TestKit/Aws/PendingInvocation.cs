namespace TestKit;

/// <summary>An invocation that waits for its outcome.</summary>
internal sealed record PendingInvocation(string RequestId, byte[] Event, IReadOnlyDictionary<string, string?> Headers)
{
    public TaskCompletionSource<InvocationOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
