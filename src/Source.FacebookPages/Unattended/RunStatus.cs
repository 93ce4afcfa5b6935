namespace Source.FacebookPages.Unattended;

/// <summary>How an unattended run ended.</summary>
internal enum RunStatus
{
    /// <summary>Everything was read and stored.</summary>
    Succeeded,

    /// <summary>Stopped in time; all that was read is stored, and another run goes on from there.</summary>
    Incomplete,

    /// <summary>Something could not be read, or nothing could be stored; the errors say what.</summary>
    Failed,
}
