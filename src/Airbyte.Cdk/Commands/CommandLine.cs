namespace Airbyte.Cdk;

/// <summary>The arguments, understood. Exactly one of command, help and mistake is there.</summary>
internal sealed record CommandLine
{
    /// <summary>What to do.</summary>
    public Command? Command { get; private init; }

    /// <summary>Whether the usage was asked for.</summary>
    public bool Help { get; private init; }

    /// <summary>What is wrong with the arguments, a sentence without any value of them, as a value may be secret.</summary>
    public string? Mistake { get; private init; }

    /// <summary>The values by option name; options without a value have an empty one.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private init; } = new Dictionary<string, string>();

    /// <summary>Whether <c>--debug</c> was given.</summary>
    public bool Debug => Values.ContainsKey(Option.Debug.Name);

    /// <summary>
    /// Understands the arguments as Python's argparse would, since that is what callers are used to: <c>--config P</c>,
    /// <c>--config=P</c>, prefixes
    /// that only one option of the command has; and more than it: options also before the command.
    /// </summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<Command> commands)
    {
        var words = FindWords(arguments);
        if (arguments.Any(argument => argument == "-h" || (argument.Length > 2 && Option.Help.Name.StartsWith(argument, StringComparison.Ordinal))))
        {
            return new CommandLine { Help = true };
        }

        if (words.Count == 0)
        {
            return Wrong("No command is given.");
        }

        var command = commands.FirstOrDefault(candidate => IsNamed(candidate, arguments, words));
        if (command is null)
        {
            return Wrong($"The command must be one of {string.Join(", ", commands.Select(candidate => candidate.Name))}.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ReadOptions(arguments, [.. words.Take(WordsOf(command))], command, values) is { } mistake)
        {
            return Wrong(mistake);
        }

        var missing = command.Options.Where(option => option.Required && !values.ContainsKey(option.Name)).Select(option => option.Name).ToList();
        return missing.Count > 0
            ? Wrong($"The command {command.Name} needs {string.Join(" and ", missing)}.")
            : new CommandLine { Command = command, Values = values };
    }

    private static CommandLine Wrong(string mistake) => new() { Mistake = mistake };

    private static int WordsOf(Command command) => command.Name.Count(character => character == ' ') + 1;

    private static bool IsNamed(Command command, IReadOnlyList<string> arguments, List<int> words) =>
        words.Count >= WordsOf(command) && command.Name == string.Join(' ', words.Take(WordsOf(command)).Select(at => arguments[at]));

    /// <summary>Where the arguments stand that are neither options nor an option's value; the first are the command.</summary>
    private static List<int> FindWords(IReadOnlyList<string> arguments)
    {
        List<int> words = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!IsOption(arguments[i]))
            {
                words.Add(i);
            }
            else if (TakesNextArgument(arguments[i]))
            {
                i++;
            }
        }

        return words;
    }

    private static bool IsOption(string argument) => argument.StartsWith('-') && argument.Length > 1;

    private static bool TakesNextArgument(string option) =>
        option.StartsWith("--", StringComparison.Ordinal)
        && !option.Contains('=', StringComparison.Ordinal)
        && !Option.Debug.Name.StartsWith(option, StringComparison.Ordinal)
        && !Option.Help.Name.StartsWith(option, StringComparison.Ordinal);

    private static string? ReadOptions(IReadOnlyList<string> arguments, HashSet<int> commandAt, Command command, Dictionary<string, string> values)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (commandAt.Contains(i))
            {
                continue;
            }

            var argument = arguments[i];
            if (!IsOption(argument))
            {
                return $"Argument {i + 1} is unexpected: every value belongs behind an option.";
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            var (option, mistake) = Resolve(name, command);
            if (option is null)
            {
                return mistake;
            }

            if (option.Placeholder is null)
            {
                if (equals >= 0)
                {
                    return $"The option {option.Name} takes no value.";
                }

                values[option.Name] = "";
            }
            else if (equals >= 0)
            {
                values[option.Name] = argument[(equals + 1)..];
            }
            else if (i + 1 < arguments.Count && !commandAt.Contains(i + 1) && !IsOption(arguments[i + 1]))
            {
                values[option.Name] = arguments[++i];
            }
            else
            {
                return $"The option {option.Name} needs a value.";
            }
        }

        return null;
    }

    private static (Option? Option, string? Mistake) Resolve(string name, Command command)
    {
        var exact = command.AllOptions.FirstOrDefault(option => option.Name == name);
        if (exact is not null)
        {
            return (exact, null);
        }

        var matches = name.Length > 2 && name.StartsWith("--", StringComparison.Ordinal)
            ? command.AllOptions.Where(option => option.Name.StartsWith(name, StringComparison.Ordinal)).ToList()
            : [];
        return matches.Count switch
        {
            1 => (matches[0], null),
            0 => (null, $"The command {command.Name} has no option {Shown(name)}."),
            _ => (null, $"The option {name} is ambiguous: {string.Join(", ", matches.Select(option => option.Name))}."),
        };
    }

    private static string Shown(string name) => name.Length <= 32 ? name : name[..32] + "…";
}
