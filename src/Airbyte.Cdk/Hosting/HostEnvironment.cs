using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>Everything the host touches outside of itself.</summary>
public sealed record HostEnvironment
{
    /// <summary>Where the messages go.</summary>
    public required Stream Output { get; init; }

    /// <summary>Where plain text goes when messages are not the answer: usage, and last words.</summary>
    public required Stream Error { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Reads a whole file; throws what <see cref="File.ReadAllBytes(string)"/> throws.</summary>
    public required Func<string, byte[]> ReadFile { get; init; }

    /// <summary>Whether the reader of the output is known to be gone.</summary>
    public required Func<bool> ReaderIsGone { get; init; }

    /// <summary>Gives numbers from 0 (inclusive) to 1 (exclusive), from which runs are named.</summary>
    /// <value>Default: real chance.</value>
    public Func<double> Chance { get; init; } = Cdk.Chance.Next;

    /// <summary>Tells when to stop; null when nobody can ask for it.</summary>
    public IStopSignal? Signal { get; init; }

    /// <summary>The environment of a process.</summary>
    public static HostEnvironment OfProcess(IStopSignal? signal) => new()
    {
        Output = StandardStreams.OpenOutput(),
        Error = StandardStreams.OpenError(),
        Time = TimeProvider.System,
        Variable = Environment.GetEnvironmentVariable,
        ReadFile = File.ReadAllBytes,
        ReaderIsGone = StandardStreams.ReaderIsGone,
        Signal = signal,
    };
}
