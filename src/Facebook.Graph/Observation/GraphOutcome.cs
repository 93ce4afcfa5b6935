namespace Facebook.Graph;

/// <summary>The words for how an HTTP attempt ended: a small closed set, so that they may be counted by.</summary>
public static class GraphOutcome
{
    /// <summary>It brought what was asked for.</summary>
    public const string Ok = "ok";

    /// <summary>The caller gave it up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The word for a failure.</summary>
    public static string Of(GraphErrorKind kind) => kind switch
    {
        GraphErrorKind.Transient => "transient",
        GraphErrorKind.AppRateLimit => "app_rate_limit",
        GraphErrorKind.PageRateLimit => "page_rate_limit",
        GraphErrorKind.Blocked => "blocked",
        GraphErrorKind.TooMuchData => "too_much_data",
        GraphErrorKind.RangeTooLong => "range_too_long",
        GraphErrorKind.RangeTooOld => "range_too_old",
        GraphErrorKind.InvalidMetric => "invalid_metric",
        GraphErrorKind.InvalidPeriod => "invalid_period",
        GraphErrorKind.MetricRightMissing => "metric_right_missing",
        GraphErrorKind.UnknownField => "unknown_field",
        GraphErrorKind.PageTokenRequired => "page_token_required",
        GraphErrorKind.TokenInvalid => "token_invalid",
        GraphErrorKind.ProofInvalid => "proof_invalid",
        GraphErrorKind.AppInvalid => "app_invalid",
        GraphErrorKind.PermissionMissing => "permission_missing",
        GraphErrorKind.PageUnavailable => "page_unavailable",
        GraphErrorKind.PageTooSmall => "page_too_small",
        GraphErrorKind.UnknownEdge => "unknown_edge",
        GraphErrorKind.BadRequest => "bad_request",
        _ => "unknown",
    };
}
