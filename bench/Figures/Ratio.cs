namespace Bench.Figures;

/// <summary>A cost in relation to something else of the same machine, so that it can be compared between machines; less is better.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much.</param>
internal sealed record Ratio(string Name, double Value);
