namespace Airbyte.Cdk;

/// <summary>How the run of a command ended.</summary>
public enum RunEnd
{
    /// <summary>Everything was done.</summary>
    Succeeded,

    /// <summary>Nothing went wrong, but not everything was read.</summary>
    Incomplete,

    /// <summary>Something went wrong, or the answer of <c>check</c> is that reading would not work.</summary>
    Failed,

    /// <summary>A signal ended it.</summary>
    Stopped,
}
