namespace Airbyte.Cdk;

/// <summary>A command of the executable: <see cref="MessageCommand"/> or <see cref="AnswerCommand"/>.</summary>
/// <param name="Name">As typed; of two words where it belongs to a group, such as <c>state show</c>.</param>
/// <param name="Summary">One line for the usage.</param>
/// <param name="Options">What it accepts, besides <c>--debug</c> and <c>--help</c>.</param>
public abstract record Command(string Name, string Summary, IReadOnlyList<Option> Options)
{
    /// <summary>The commands of the Airbyte protocol, in the order of the usage.</summary>
    internal static IReadOnlyList<Command> All { get; } =
        [SpecCommand.Definition, CheckCommand.Definition, DiscoverCommand.Definition, ReadCommand.Definition];

    /// <summary>Everything the command accepts.</summary>
    internal IEnumerable<Option> AllOptions => [.. Options, Option.Debug, Option.Help];
}
