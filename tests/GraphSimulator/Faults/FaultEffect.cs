using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <summary>What goes wrong.</summary>
public abstract record FaultEffect
{
    private FaultEffect()
    {
    }

    /// <summary>An error of Graph in place of the answer, with another HTTP status if wished: 200 with an error body, for one.</summary>
    public sealed record Answer(GraphError Error, int? Status = null) : FaultEffect;

    /// <summary>Any bytes in place of the answer: an HTML page, half a document, nothing.</summary>
    public sealed record Body(int Status, string ContentType, string Text) : FaultEffect
    {
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    }

    /// <summary>The connection is closed without an answer.</summary>
    public sealed record Reset : FaultEffect;

    /// <summary>The right answer breaks off in the middle, and the connection with it.</summary>
    public sealed record Truncation(double Part) : FaultEffect;

    /// <summary>The right answer, cut off, but as a complete HTTP message: its JSON is broken.</summary>
    public sealed record BrokenJson(double Part) : FaultEffect;

    /// <summary>The right answer, late. In real time, since it is the client's patience that is tried.</summary>
    public sealed record Stall(TimeSpan For) : FaultEffect;

    /// <summary>Headers, and then nothing more for so long.</summary>
    public sealed record StallInBody(TimeSpan For) : FaultEffect;
}
