namespace Facebook.Graph;

/// <summary>What an error means for the caller: one kind for each different reaction.</summary>
public enum GraphErrorKind
{
    /// <summary>Nobody knows; do not retry.</summary>
    Unknown,

    /// <summary>A passing fault of network or server, or an unreadable answer: retried by the client.</summary>
    Transient,

    /// <summary>A rate limit of the app or user: the client waits and retries.</summary>
    AppRateLimit,

    /// <summary>A rate limit of one Page: the client waits and retries.</summary>
    PageRateLimit,

    /// <summary>Temporarily blocked for policy reasons (368); a long wait, then a failure.</summary>
    Blocked,

    /// <summary>Too much data for one answer: ask for fewer metrics, then fewer days.</summary>
    TooMuchData,

    /// <summary>The range of dates is too long for one call: ask for fewer days.</summary>
    RangeTooLong,

    /// <summary>The range lies before what the API keeps: go on with a later one.</summary>
    RangeTooOld,

    /// <summary>One of the metrics asked for is not valid; the answer does not say which.</summary>
    InvalidMetric,

    /// <summary>The period is not valid for one of the metrics asked for.</summary>
    InvalidPeriod,

    /// <summary>A metric needs a right (monetization) that the token does not have.</summary>
    MetricRightMissing,

    /// <summary>A field of the node does not exist; <see cref="GraphException.Field"/> names it.</summary>
    UnknownField,

    /// <summary>The token is not a Page token, or momentarily not taken for one.</summary>
    PageTokenRequired,

    /// <summary>The token of this call is not valid any more: expired, revoked, logged out, malformed.</summary>
    TokenInvalid,

    /// <summary>The app secret does not fit the token's app, or a proof is demanded and none is configured.</summary>
    ProofInvalid,

    /// <summary>The app itself is the cause: wrong id or secret, a missing capability, two-factor demands.</summary>
    AppInvalid,

    /// <summary>The token's owner lacks a permission or role for this Page.</summary>
    PermissionMissing,

    /// <summary>The Page is gone or out of this token's reach.</summary>
    PageUnavailable,

    /// <summary>The Page is too small for insights (under 100 likes): an empty answer.</summary>
    PageTooSmall,

    /// <summary>The edge or feature does not exist for this node: for example <c>/me/accounts</c> of a Page.</summary>
    UnknownEdge,

    /// <summary>The request itself is wrong; a defect of the caller.</summary>
    BadRequest,
}
