namespace Airbyte.Cdk;

/// <summary>A command of the executable.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Summary">One line for the usage.</param>
/// <param name="Options">What it accepts, besides <c>--debug</c> and <c>--help</c>.</param>
/// <param name="RunAsync">Does it; gives the exit code.</param>
internal sealed record Command(
    string Name,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<CommandContext, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>All commands, in the order of the usage.</summary>
    public static IReadOnlyList<Command> All { get; } =
        [SpecCommand.Definition, CheckCommand.Definition, DiscoverCommand.Definition, ReadCommand.Definition];

    /// <summary>Everything the command accepts.</summary>
    public IEnumerable<Option> AllOptions => [.. Options, Option.Debug, Option.Help];
}
