namespace Source.FacebookPages.Aws.Lambda;

/// <summary>What an event can ask for.</summary>
internal enum LambdaCommand
{
    /// <summary>An unattended run.</summary>
    Sync,

    /// <summary>The shards of a fleet.</summary>
    Plan,

    /// <summary>Whether the configuration works.</summary>
    Check,

    /// <summary>The streams that there are.</summary>
    Discover,

    /// <summary>What a configuration looks like.</summary>
    Spec,
}
