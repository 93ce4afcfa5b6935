namespace GraphSimulator.Http;

/// <summary>A request before it is understood: of HTTP, or of a batch.</summary>
internal sealed record RawRequest
{
    public required string HttpMethod { get; init; }

    /// <summary>Path and query as they came.</summary>
    public required string Target { get; init; }

    /// <summary>Pairs of a form body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; init; } = [];

    /// <summary>The token of the Authorization header.</summary>
    public string? HeaderToken { get; init; }

    /// <summary>By lower-case name.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string HttpVersion { get; init; }

    public required string BaseUrl { get; init; }

    public bool InBatch { get; init; }

    public string Path => Target.Split('?')[0];

    public string Query => Target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? Target[(at + 1)..] : "";
}
