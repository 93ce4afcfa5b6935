namespace TestKit;

/// <summary>The form of a metric's values.</summary>
internal enum ExpectedForm
{
    /// <summary>A number that days add up to.</summary>
    Count,

    /// <summary>A level: the same for a day and for the weeks that end with it.</summary>
    Snapshot,

    /// <summary>A number for each key; keys without one are absent.</summary>
    Map,

    /// <summary>A currency and millionths of it.</summary>
    Money,

    /// <summary>A decimal number with two places.</summary>
    Amount,
}
