namespace Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help =
        """
        Measures the connector and writes docs/performance.md.

        dotnet run -c Release --project bench -- [options]

          --quick       few runs and small sizes; prints the document and writes nothing
          --only NAME   one scenario (start, server, read, fleet, pages, span, requests, batch, periods, size, telemetry, inner); prints it and writes nothing
          --inner       the same as --only inner: the inner pieces with BenchmarkDotNet
          --guard       measures the ratios and ends with 1 when one is worse by more than a third than in bench/ratios.json
          --record      measures the ratios and writes bench/ratios.json
          --help        this text

        SOURCE_BINARY names an executable that is published already.

        """;

    /// <summary>What was wrong with the arguments; null for nothing.</summary>
    public string? Mistake { get; private init; }

    /// <summary>Whether only the help is wanted.</summary>
    public bool WantsHelp { get; private init; }

    /// <summary>Whether few runs and small sizes are enough.</summary>
    public bool Quick { get; private init; }

    /// <summary>The one scenario wanted; null for all.</summary>
    public string? Only { get; private init; }

    /// <summary>Whether the ratios are to be compared with the recorded ones.</summary>
    public bool Guard { get; private init; }

    /// <summary>Whether the ratios are to be recorded.</summary>
    public bool Record { get; private init; }

    /// <summary>Reads the arguments.</summary>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--help" or "-h":
                    options = options with { WantsHelp = true };
                    break;
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--guard":
                    options = options with { Guard = true };
                    break;
                case "--record":
                    options = options with { Record = true };
                    break;
                case "--inner":
                    options = options with { Only = "inner" };
                    break;
                case "--only" when index + 1 < arguments.Count:
                    options = options with { Only = arguments[++index] };
                    break;
                case var other:
                    return options with { Mistake = $"Can't make sense of {other}; --help lists the options." };
            }
        }

        return options;
    }
}
