namespace Source.FacebookPages.Configuration;

/// <summary>How the insights of several Pages are laid out in streams.</summary>
internal enum StreamLayout
{
    /// <summary><c>per_page</c>: a stream for every Page and period.</summary>
    PerPage,

    /// <summary><c>combined</c>: a stream for every period, over all Pages.</summary>
    Combined,
}
