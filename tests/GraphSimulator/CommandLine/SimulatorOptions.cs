using System.Globalization;

namespace GraphSimulator.CommandLine;

/// <summary>The program's options, read from its arguments.</summary>
internal sealed class SimulatorOptions
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>What was wrong with the arguments; null: nothing.</summary>
    public string? Mistake { get; private set; }

    public bool WantsHelp { get; private set; }

    /// <summary>Reads <c>--name value</c>, <c>--name=value</c> and switches without a value.</summary>
    public static SimulatorOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SimulatorOptions();
        for (var i = 0; i < arguments.Count && options.Mistake is null; i++)
        {
            var argument = arguments[i];
            var at = argument.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? argument : argument[..at];
            if (argument is "--help" or "-h")
            {
                options.WantsHelp = true;
            }
            else if (OptionTable.Find(name) is not { } option)
            {
                options.Mistake = $"Unknown option {argument}; --help lists them.";
            }
            else if (option.Value is null)
            {
                options._values.Add(new(name, ""));
            }
            else if (at >= 0 || i + 1 < arguments.Count)
            {
                options._values.Add(new(name, at >= 0 ? argument[(at + 1)..] : arguments[++i]));
            }
            else
            {
                options.Mistake = $"Option {name} wants a value: {option.Value}.";
            }
        }

        return options;
    }

    public bool Has(string name) => _values.Exists(v => v.Key == name);

    /// <summary>All values of an option that may be repeated.</summary>
    public IEnumerable<string> All(string name) => _values.Where(v => v.Key == name).Select(v => v.Value);

    public string? Text(string name) => _values.FindLast(v => v.Key == name) is { Key: not null } found ? found.Value : null;

    public int Number(string name, int otherwise)
        => Read(name, otherwise, text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    public double Real(string name, double otherwise)
        => Read(name, otherwise, text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    public DateTimeOffset? Instant(string name)
        => Read<DateTimeOffset?>(name, null, text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private T Read<T>(string name, T otherwise, Func<string, T> parse)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            throw new OptionException($"Option {name}: '{text}' is not {OptionTable.Find(name)!.Value}.", exception);
        }
        catch (OverflowException exception)
        {
            throw new OptionException($"Option {name}: '{text}' is too large.", exception);
        }
    }
}

/// <summary>A value that an option can't take.</summary>
internal sealed class OptionException(string message, Exception? inner = null) : Exception(message, inner);
