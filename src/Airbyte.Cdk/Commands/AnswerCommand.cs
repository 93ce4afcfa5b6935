namespace Airbyte.Cdk;

/// <summary>
/// A command for unattended use: standard output is one line of JSON, the answer; logs are JSON lines on standard error. A failure is an answer too:
/// <c>{"status":"failed","errors":[{"message":…}]}</c>.
/// </summary>
/// <param name="Name">As typed.</param>
/// <param name="Summary">One line for the usage.</param>
/// <param name="Options">What it accepts.</param>
/// <param name="RunAsync">Does it; gives the answer.</param>
public sealed record AnswerCommand(
    string Name,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<AnswerContext, CancellationToken, Task<CommandAnswer>> RunAsync) : Command(Name, Summary, Options)
{
    /// <summary>What the command may still take after a signal told it to stop, for example to store what it has; then the process ends without an answer.</summary>
    /// <value>Default: 1.4 seconds.</value>
    public TimeSpan StopPatience { get; init; } = ConnectorHost.Patience;
}
