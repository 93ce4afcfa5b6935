namespace Source.FacebookPages.Unattended;

/// <summary>How an unattended run ended.</summary>
internal enum RunStatus
{
    /// <summary>Everything was read and stored.</summary>
    Succeeded,

    /// <summary>
    /// Nothing went wrong, but not everything was read: stopped in time, and another run goes on from there; or a Page is out of reach, and the user wants to go on without it.
    /// </summary>
    Incomplete,

    /// <summary>Something could not be read, or nothing could be stored; the errors say what.</summary>
    Failed,
}
