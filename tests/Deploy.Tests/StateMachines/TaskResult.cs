using System.Text.Json.Nodes;

namespace Deploy.Tests.StateMachines;

/// <summary>How a task ended.</summary>
/// <param name="Seconds">How long it took.</param>
internal sealed record TaskResult(double Seconds)
{
    /// <summary>What it answered.</summary>
    public JsonNode? Output { get; private init; }

    /// <summary>What it failed with, or null.</summary>
    public StatesError? Error { get; private init; }

    /// <summary>The answer of a function, as <c>lambda:invoke</c> hands it on.</summary>
    public static TaskResult Payload(JsonNode answer, double seconds = 60) =>
        new(seconds) { Output = new JsonObject { ["ExecutedVersion"] = "$LATEST", ["StatusCode"] = 200, ["Payload"] = answer } };

    /// <summary>Another answer.</summary>
    public static TaskResult Of(JsonNode output, double seconds = 0) => new(seconds) { Output = output };

    /// <summary>A failure.</summary>
    public static TaskResult Failed(string error, double seconds = 1) => new(seconds) { Error = new StatesError(error, "for the test") };
}
