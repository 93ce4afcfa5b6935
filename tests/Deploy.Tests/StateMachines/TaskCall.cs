using System.Text.Json.Nodes;

namespace Deploy.Tests.StateMachines;

/// <summary>A task that a state asks for.</summary>
/// <param name="Resource">What is to be done, such as <c>arn:aws:states:::lambda:invoke</c>.</param>
/// <param name="Parameters">With what.</param>
/// <param name="Start">When, in seconds since the execution began.</param>
internal sealed record TaskCall(string Resource, JsonObject Parameters, double Start)
{
    /// <summary>When it ended.</summary>
    public double End { get; init; }
}
