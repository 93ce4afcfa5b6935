namespace Bench.Running;

/// <summary>A call about a Page.</summary>
/// <param name="Target">Path and query, without any token.</param>
/// <param name="Token">The token of the Page.</param>
internal sealed record PageCall(string Target, string Token);
