namespace GraphSimulator.Http;

/// <summary>An answer in its final bytes.</summary>
internal sealed record SentAnswer(
    int Status, string ContentType, string? Encoding, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers, DateTimeOffset Date);
