using System.Globalization;

namespace Facebook.Graph;

/// <summary>
/// One read of <c>/{page-id}/insights</c>: some metrics, one period or all, a range of Pacific days. The bounds go out as dates, for which the API takes
/// <c>since</c> as inclusive and <c>until</c> as exclusive; unix seconds at midnight would bring the day that begins at <c>until</c> as well.
/// </summary>
/// <param name="PageId">The Page.</param>
/// <param name="Metrics">At least one name; one invalid name fails the whole call.</param>
/// <param name="Period"><c>day</c>, <c>week</c> or <c>days_28</c>; null for all of them: every day then comes once for each, and some metrics have a lifetime value before.</param>
/// <param name="Since">The first day.</param>
/// <param name="Until">The day after the last one; at most 90 days after <paramref name="Since"/>.</param>
/// <param name="Breakdown">The breakdown parameter, or null.</param>
public sealed record InsightsQuery(
    string PageId,
    IReadOnlyList<string> Metrics,
    string? Period,
    DateOnly Since,
    DateOnly Until,
    string? Breakdown = null)
{
    /// <summary>The call for this query with the Page's token; its answer is for <see cref="InsightsAnswer.Visit"/>.</summary>
    public GraphRequest ToRequest(AccessToken pageToken, IRateLimitObserver? observer = null, int? maxAttempts = null)
    {
        var parameters = new List<KeyValuePair<string, string>>(5)
        {
            new("metric", string.Join(',', Metrics)),
        };
        if (Period is not null)
        {
            parameters.Add(new("period", Period));
        }

        parameters.Add(new("since", Since.ToString("O", CultureInfo.InvariantCulture)));
        parameters.Add(new("until", Until.ToString("O", CultureInfo.InvariantCulture)));
        if (Breakdown is not null)
        {
            parameters.Add(new("breakdown", Breakdown));
        }

        return new GraphRequest(PageId + "/insights")
        {
            Token = pageToken,
            Parameters = parameters,
            PageId = PageId,
            RateLimitObserver = observer,
            MaxAttempts = maxAttempts,
            IsReadWhole = true,
        };
    }
}
