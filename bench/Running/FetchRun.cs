namespace Bench.Running;

/// <summary>What it took to fetch all answers and have the bytes of each.</summary>
internal sealed record FetchRun
{
    /// <summary>HTTP requests.</summary>
    public required int Requests { get; init; }

    /// <summary>Calls that count against the rate limits.</summary>
    public required int Calls { get; init; }

    /// <summary>Bytes that went out over the connections, headers and all.</summary>
    public required long Sent { get; init; }

    /// <summary>Bytes that came in over the connections, headers and all.</summary>
    public required long Received { get; init; }

    /// <summary>Bytes of all bodies, decompressed and unescaped: the same whichever way they came.</summary>
    public required long Bodies { get; init; }

    /// <summary>Bytes of the largest answer, decompressed and not unescaped.</summary>
    public required long Largest { get; init; }

    /// <summary>Seconds from the first request to the last body.</summary>
    public required double Wall { get; init; }

    /// <summary>Seconds of processor time of this process.</summary>
    public required double Cpu { get; init; }

    /// <summary>Seconds of processor time of the simulator.</summary>
    public required double ServerCpu { get; init; }
}
