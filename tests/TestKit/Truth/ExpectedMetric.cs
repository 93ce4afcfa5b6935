namespace TestKit;

/// <summary>What the values of a metric look like.</summary>
internal sealed record ExpectedMetric(string RequestName, ExpectedForm Form)
{
    private static readonly string[] PaidOrNot = ["total", "unpaid", "paid"];
    private static readonly string[] OwnedOrNot = ["owned", "crossposted"];

    private static readonly Dictionary<string, string[]> Maps = new(StringComparer.Ordinal)
    {
        ["page_fan_adds_by_paid_non_paid_unique"] = PaidOrNot,
        ["page_actions_post_reactions_total"] = ["like", "love", "wow", "haha", "sorry", "anger"],
        ["page_video_views_by_paid_non_paid"] = PaidOrNot,
        ["page_video_views_by_uploaded_hosted"] =
            ["page_uploaded", "page_uploaded_from_crossposts", "page_uploaded_from_shares", "page_hosted_crosspost", "page_hosted_share", "page_owned"],
        ["page_impressions_by_story_type"] = ["checkin", "coupon", "event", "fan", "mention", "page post", "question", "user post", "other"],
        ["page_daily_video_ad_break_ad_impressions_by_crosspost_status"] = OwnedOrNot,
        ["page_daily_video_ad_break_cpm_by_crosspost_status"] = OwnedOrNot,
        ["page_daily_video_ad_break_earnings_by_crosspost_status"] = OwnedOrNot,
    };

    private static readonly string[] Breakdowns = ["is_from_ads", "is_from_followers", "earning_source", "monetization_tool"];

    public IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>The breakdown parameter, when the metric is read by it.</summary>
    public string? Breakdown { get; private init; }

    /// <summary>Weeks are less than the sum of their days.</summary>
    public bool CountsPeople => RequestName.Contains("_unique", StringComparison.Ordinal);

    /// <summary>Milliseconds, which are many.</summary>
    public bool IsTime => RequestName.Contains("_view_time", StringComparison.Ordinal);

    /// <summary>The metric of this name. One whose form is not told here is a count.</summary>
    public static ExpectedMetric Of(string name)
    {
        var breakdown = Breakdowns.FirstOrDefault(one => name.EndsWith("_by_" + one, StringComparison.Ordinal));
        var requested = breakdown is null ? name : name[..^(breakdown.Length + 4)];
        return Maps.TryGetValue(requested, out var keys)
            ? new ExpectedMetric(requested, ExpectedForm.Map) { Keys = keys, Breakdown = breakdown }
            : new ExpectedMetric(requested, FormOf(requested)) { Breakdown = breakdown };
    }

    private static ExpectedForm FormOf(string name) => name switch
    {
        "page_follows" or "page_fans" => ExpectedForm.Snapshot,
        "content_monetization_earnings" => ExpectedForm.Money,
        "monetization_approximate_earnings" => ExpectedForm.Amount,
        _ => ExpectedForm.Count,
    };
}
