namespace Deploy.Tests.StateMachines;

/// <summary>An error of a state, under the name that Retry and Catch know it by.</summary>
internal sealed class StatesError(string error, string cause) : Exception($"{error}: {cause}")
{
    /// <summary>The name.</summary>
    public string Error { get; } = error;

    /// <summary>The cause.</summary>
    public string Cause { get; } = cause;

    /// <summary>Whether an <c>ErrorEquals</c> list names it. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html</summary>
    public bool Matches(IEnumerable<string> names) => names.Any(name => name == Error || name switch
    {
        "States.ALL" => Error is not ("States.DataLimitExceeded" or "States.Runtime"),
        "States.TaskFailed" => Error is not ("States.Timeout" or "States.DataLimitExceeded" or "States.Runtime"),
        _ => false,
    });
}
