using GraphSimulator.Faults;

namespace GraphSimulator.Http;

/// <summary>What a request gets: an answer, and what happens to it on the wire.</summary>
internal sealed record GraphReply(GraphCall Call, GraphAnswer Answer, string? FaultName, FaultEffect? OnTheWire);
