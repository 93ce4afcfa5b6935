namespace Facebook.Graph;

/// <summary>What the headers of one answer say about rate limits. What is missing is unknown: Facebook leaves the headers out while usage is near zero, and sometimes otherwise.</summary>
/// <param name="App">The app's usage in percent of its limit, or null.</param>
/// <param name="Page">The usage of the Page that was called, from the older Page header, or null.</param>
/// <param name="Business">The usage by business or Page id.</param>
/// <param name="RetryAfter">How long to wait before the next call (Retry-After), or null.</param>
internal sealed record UsageReport(double? App, double? Page, IReadOnlyList<BusinessUsage> Business, TimeSpan? RetryAfter)
{
    /// <summary>No header at all.</summary>
    internal static UsageReport None { get; } = new(null, null, [], null);
}

/// <summary>One entry of the business use case header.</summary>
/// <param name="Id">A Page's or a business's id.</param>
/// <param name="Type">The use case, for example <c>pages</c>; null when not said.</param>
/// <param name="Usage">Percent of the limit, the highest of calls, time and processor time.</param>
/// <param name="Regain">How long the id stays blocked, or null when it is not.</param>
internal sealed record BusinessUsage(string Id, string? Type, double Usage, TimeSpan? Regain)
{
    /// <summary>Whether the entry can concern the reading of Pages.</summary>
    internal bool IsOfPages => Type is null || string.Equals(Type, "pages", StringComparison.OrdinalIgnoreCase);
}
