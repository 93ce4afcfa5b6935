namespace Facebook.Graph;

/// <summary>An HTTP attempt that is sent. Holds no secret, and nothing of the query.</summary>
/// <param name="Edge">What it reads, as <see cref="GraphStatistics.RequestsByEdge"/> names it.</param>
/// <param name="HttpMethod">GET, or POST where secrets travel in the body.</param>
/// <param name="PageId">The Page whose rate-limit budget it counts on, or null.</param>
/// <param name="Number">1 for the first attempt of a request; more for a retry.</param>
public sealed record GraphAttempt(string Edge, string HttpMethod, string? PageId, int Number);
