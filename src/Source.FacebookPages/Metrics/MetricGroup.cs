namespace Source.FacebookPages.Metrics;

/// <summary>
/// The names of the metric groups that a configuration may choose. Groups of which no metric is alive (impressions, demographics …)
/// exist in the registry only.
/// </summary>
internal static class MetricGroup
{
    public const string CtaClicks = "cta_clicks";
    public const string Engagement = "engagement";
    public const string FansFollowers = "fans_followers";
    public const string MediaView = "media_view";
    public const string Reactions = "reactions";
    public const string PageViews = "page_views";
    public const string Video = "video";
    public const string Monetization = "monetization";
    public const string AdBreaks = "ad_breaks";

    /// <summary>The group of a metric that the registry does not know.</summary>
    public const string Custom = "custom";

    /// <summary>The groups that need no special right: what is read when the configuration names none.</summary>
    public static IReadOnlyList<string> Default { get; } = [CtaClicks, Engagement, FansFollowers, MediaView, Reactions, PageViews, Video];

    /// <summary>All groups that a configuration may choose; those of the last two need access to monetization insights.</summary>
    public static IReadOnlyList<string> Configurable { get; } = [.. Default, Monetization, AdBreaks];
}
