namespace Source.FacebookPages.Configuration;

/// <summary>What happens to a Page whose access was revoked.</summary>
internal enum PageAccessLost
{
    /// <summary><c>skip</c>: the Page is left out with a warning, its state is kept.</summary>
    Skip,

    /// <summary><c>fail</c>: its streams fail.</summary>
    Fail,
}
