namespace Source.FacebookPages.Configuration;

/// <summary>What happens when what Facebook sends, or what this version reads, is not what the schema registry knows.</summary>
internal enum OnDrift
{
    /// <summary>It is recorded without a word.</summary>
    Ignore,

    /// <summary>It is told in the log, and recorded.</summary>
    Warn,

    /// <summary>The run fails and nothing is recorded, until a run with another setting has.</summary>
    Fail,
}
