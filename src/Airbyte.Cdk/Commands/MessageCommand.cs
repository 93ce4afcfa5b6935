namespace Airbyte.Cdk;

/// <summary>A command of the Airbyte protocol: standard output carries messages, logs among them.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Summary">One line for the usage.</param>
/// <param name="Options">What it accepts.</param>
/// <param name="RunAsync">Does it; gives the exit code.</param>
internal sealed record MessageCommand(
    string Name,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<CommandContext, CancellationToken, Task<int>> RunAsync) : Command(Name, Summary, Options);
