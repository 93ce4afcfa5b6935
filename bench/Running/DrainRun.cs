namespace Bench.Running;

/// <summary>What a bare client has fetched.</summary>
/// <param name="Requests">How many answers.</param>
/// <param name="Bytes">How many bytes, as compressed.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record DrainRun(int Requests, long Bytes, double Seconds);
