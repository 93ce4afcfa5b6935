namespace Facebook.Graph;

/// <summary>Whose rate limit holds a call back.</summary>
public enum RateLimitScope
{
    /// <summary>The app's or user's, which every call counts on.</summary>
    App,

    /// <summary>One Page's.</summary>
    Page,
}
