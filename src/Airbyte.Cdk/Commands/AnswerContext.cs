namespace Airbyte.Cdk;

/// <summary>What an <see cref="AnswerCommand"/> works with.</summary>
public sealed class AnswerContext
{
    private readonly CommandLine _line;

    internal AnswerContext(CommandLine line, ConnectorServices services, Func<string, byte[]> readFile)
    {
        _line = line;
        Services = services;
        ReadFile = readFile;
    }

    /// <summary>Log, redactor, clock, environment.</summary>
    public ConnectorServices Services { get; }

    /// <summary>Reads a whole file of this machine; throws what <see cref="File.ReadAllBytes(string)"/> throws.</summary>
    public Func<string, byte[]> ReadFile { get; }

    /// <summary>The value of an option, or null when it was not given.</summary>
    public string? ValueOf(Option option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return _line.Values.GetValueOrDefault(option.Name);
    }
}
