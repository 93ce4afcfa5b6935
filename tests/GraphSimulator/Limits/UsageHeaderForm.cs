namespace GraphSimulator.Limits;

/// <summary>Ways in which usage headers were seen to differ.</summary>
[Flags]
public enum UsageHeaderForm
{
    Documented = 0,

    /// <summary>Names in lower case, over HTTP/1.1 too.</summary>
    LowerCaseNames = 1,

    /// <summary>The JSON breaks off.</summary>
    BrokenJson = 2,

    /// <summary>The business use case is keyed by the id of the business, not of the Page.</summary>
    KeyedByBusiness = 4,

    /// <summary>No usage header at all, not even with the error.</summary>
    Missing = 8,

    /// <summary>The error comes with HTTP 429 and Retry-After.</summary>
    RetryAfter = 16,

    /// <summary>estimated_time_to_regain_access is 0 although the door is shut.</summary>
    NoEstimate = 32,
}
