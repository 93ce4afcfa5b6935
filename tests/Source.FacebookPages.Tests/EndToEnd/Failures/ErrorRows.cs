using GraphSimulator.Faults;
using GraphSimulator.Http;
using static Source.FacebookPages.Tests.EndToEnd.Failures.Outcome;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Every error that Facebook is known to answer, in the order of its codes, each with what the contract makes of it.</summary>
internal static class ErrorRows
{
    public static IReadOnlyList<ErrorRow> All { get; } =
    [
        // 1 and 2: the service itself.
        new("unknown error", GraphErrors.Unknown, Recovers),
        new("unknown error as a 400", GraphErrors.Unknown with { Status = 400 }, Recovers),
        new("unknown error with HTTP 200", GraphErrors.Unknown with { Status = 200 }, Recovers),
        new("unknown error that means too much", GraphErrors.UnknownWithSubcode, Recovers),
        new("reduce the amount of data", GraphErrors.ReduceData, Recovers),
        new("unexpected error", GraphErrors.Unexpected, Recovers),
        new("unavailable", GraphErrors.Unavailable, Recovers),
        new("unavailable, not called transient", GraphErrors.Unavailable with { IsTransient = null }, Recovers),
        new("called transient", new GraphError(400, 999_999, "Something new that passes") { IsTransient = true }, Recovers),
        new("viewer lacks permission", GraphErrors.ViewerLacksPermission, PageSkipped),
        new("wrong secret as code 1", new GraphError(400, 1, "Error validating client secret."), EverythingEnds),
        new("wrong app as code 1", new GraphError(400, 1, "Error validating application. Invalid application ID."), EverythingEnds),
        new("persisting unknown error", GraphErrors.Unknown, StreamFailsForNow),
        new("persisting unavailability", GraphErrors.Unavailable, StreamFailsForNow),
        new("always too much, whatever is asked", GraphErrors.ReduceData, StreamFailsForNow),

        // Limits.
        new("app limit", GraphErrors.AppLimit, Recovers),
        new("user limit", GraphErrors.UserLimit, Recovers),
        new("Page limit", GraphErrors.PageLimit, Recovers),
        new("application limit 341", GraphErrors.ApplicationLimit341, Recovers),
        new("call rate", GraphErrors.CallRate, Recovers),
        new("call rate with subcode", GraphErrors.CallRateWithSubcode, Recovers),
        new("Page account limit", GraphErrors.PageAccountLimit, Recovers),
        new("business limit", GraphErrors.BusinessLimit, Recovers),
        new("app limit with HTTP 200", GraphErrors.AppLimit with { Status = 200 }, Recovers),
        new("policy block that passes", GraphErrors.PolicyBlock, Recovers) { Times = 1 },
        new("policy block", GraphErrors.PolicyBlock, StreamFailsForNow),

        // 100: nearly everything.
        new("bad metric", GraphErrors.BadMetric, MetricLeftOut),
        new("bad metric, nested", GraphErrors.BadMetricNested, MetricLeftOut),
        new("bad metric for a moment", GraphErrors.BadMetric, Recovers) { Times = 1 },
        new("period not valid", GraphErrors.BadPeriod, MetricLeftOut),
        new("lifetime not valid", GraphErrors.LifetimeNotAllowed, MetricLeftOut),
        new("no such object", GraphErrors.UnknownObject(Story.PageId(2)), PageSkipped),
        new("unsupported get", GraphErrors.UnsupportedGet, PageSkipped),
        new("missing permission", GraphErrors.MissingPermission, PageSkipped),
        new("range too long", GraphErrors.RangeTooLong, Recovers),
        new("range too long, in words only", new GraphError(400, 100, "(#100) There cannot be more than 93 days (8035200 s) between since and until"), Recovers),
        new("range timed out", GraphErrors.RangeTimedOut, Recovers),
        new("range too old", GraphErrors.SinceTooOld, OldDaysPassedOver),
        new("range too old, in other words", new GraphError(400, 100, "(#100) since param is not valid."), OldDaysPassedOver),
        new("no such field", GraphErrors.NoField("about"), FieldLeftOut),
        new("proof required", GraphErrors.ProofRequired, EverythingEnds),
        new("proof invalid", GraphErrors.ProofInvalid, EverythingEnds),
        new("since after until", GraphErrors.SinceAfterUntil, StreamFailsAsDefect),
        new("bad time", GraphErrors.BadTime, StreamFailsAsDefect),
        new("bad breakdown", GraphErrors.BadBreakdown, StreamFailsAsDefect),
        new("bad date preset", GraphErrors.BadDatePreset, StreamFailsAsDefect),
        new("ids", GraphErrors.IdsNotSupported, StreamFailsAsDefect),
        new("date_format", GraphErrors.DateFormatNotSupported, StreamFailsAsDefect),
        new("invalid cursor", GraphErrors.InvalidCursor, StreamFailsAsDefect),
        new("cursor too deep", GraphErrors.CursorTooDeep, StreamFailsAsDefect),
        new("bad limit", GraphErrors.BadLimit, StreamFailsAsDefect),
        new("limit too high", GraphErrors.LimitTooHigh, StreamFailsAsDefect),
        new("invalid parameter", GraphErrors.InvalidParameter, StreamFailsAsDefect),
        new("no metric, invalid query", GraphErrors.NoMetricInvalidQuery, StreamFailsAsDefect),
        new("code used", GraphErrors.CodeUsed, StreamFailsAsDefect),
        new("no metric", GraphErrors.NoMetric, StreamFailsAsDefect),
        new("no metric, without subcode", GraphErrors.NoMetric with { Subcode = null }, StreamFailsAsDefect),

        // Tokens and the app.
        new("no capability", GraphErrors.AppLacksCapability, EverythingEnds),
        new("wrong app id", GraphErrors.WrongClientId, EverythingEnds),
        new("wrong app in other words", new GraphError(400, 101, "The app is not known."), EverythingEnds),
        new("wrong app secret", GraphErrors.WrongClientSecret, EverythingEnds),
        new("session invalid", GraphErrors.SessionInvalid, EverythingEnds),
        new("no token", GraphErrors.NoToken, EverythingEnds),
        new("no token for me", GraphErrors.NoTokenForMe, EverythingEnds),
        new("token can't be parsed", GraphErrors.UnparsableToken, EverythingEnds),
        new("token malformed", GraphErrors.MalformedToken, EverythingEnds),
        new("token's signature bad", GraphErrors.BadSignature, EverythingEnds),
        new("app removed", GraphErrors.AppRemoved, EverythingEnds),
        new("checkpoint", GraphErrors.Checkpointed, EverythingEnds),
        new("password changed", GraphErrors.PasswordChanged, EverythingEnds),
        new("token expired", GraphErrors.TokenExpired("Friday, 20-Nov-26 08:00:00 PST", "Sunday, 22-Nov-26 10:00:00 PST"), EverythingEnds),
        new("user not confirmed", GraphErrors.UserNotConfirmed, EverythingEnds),
        new("logged out", GraphErrors.LoggedOut, EverythingEnds),
        new("second factor needed", GraphErrors.TwoFactorNeeded, EverythingEnds),
        new("second factor for login", GraphErrors.TwoFactorLogin, EverythingEnds),
        new("valid app id wanted", GraphErrors.ProvideValidAppId, EverythingEnds),
        new("not taken for a Page token, twice", GraphErrors.PageTokenRequired, Recovers),
        new("not taken for a Page token", GraphErrors.PageTokenRequired, PageSkipped),
        new("user token on the new Pages experience", GraphErrors.PageTokenRequiredNewPages, PageSkipped),
        new("Page token wanted, 210", GraphErrors.PageTokenRequired210, PageSkipped),

        // The Page and the rights on it.
        new("endpoint permission", GraphErrors.EndpointPermission, PageSkipped),
        new("endpoint permission as a 403", GraphErrors.EndpointPermission403, PageSkipped),
        new("invalid user id", GraphErrors.InvalidUserId, PageSkipped),
        new("role lost", GraphErrors.RoleLost, PageSkipped),
        new("impersonation lost", GraphErrors.ImpersonationLost, PageSkipped),
        new("Page not accessible", GraphErrors.PageNotAccessible, PageSkipped),
        new("permission to impersonate missing", GraphErrors.ImpersonationPermissionMissing, PageSkipped),
        new("role missing", GraphErrors.RoleMissing, PageSkipped),
        new("no role on any Page", GraphErrors.NoRoleOnAnyPage, PageSkipped),
        new("permission to manage missing", GraphErrors.ManagePagesNeeded, PageSkipped),
        new("no such alias", GraphErrors.UnknownAlias("harbourbooks"), PageSkipped),
        new("monetization", GraphErrors.Monetization, MetricLeftOut),
        new("under 100 likes", GraphErrors.FewLikes, NoData),
        new("under 100 likes as a subcode", new GraphError(400, 100, "Invalid parameter") { Subcode = 2874008 }, NoData),

        // Things that do not exist.
        new("endpoint removed", GraphErrors.EndpointRemoved, StreamFailsAsDefect),
        new("endpoint not on the new Pages experience", GraphErrors.EndpointNotOnNewPages, StreamFailsAsDefect),
        new("field not on the new Pages experience", GraphErrors.FieldNotOnNewPages, FieldLeftOut),
        new("feature gone on the new Pages experience", GraphErrors.FeatureGoneOnNewPages, StreamFailsAsDefect),
        new("unknown path", GraphErrors.UnknownPath("x"), StreamFailsAsDefect),
        new("duplicate post", GraphErrors.DuplicatePost, StreamFailsAsDefect),
        new("batch too large", GraphErrors.TooManyBatchOperations, StreamFailsAsDefect),
        new("bad batch", GraphErrors.BadBatch, StreamFailsAsDefect),
        new("unknown to everybody", new GraphError(400, 123_456, "Something that nobody has seen yet"), StreamFailsAsDefect),

        // Where the status speaks.
        new("code unknown, 408", new GraphError(408, 123_456, "Something in time"), Recovers),
        new("code unknown, 425", new GraphError(425, 123_456, "Something too early"), Recovers),
        new("code unknown, 429", new GraphError(429, 123_456, "Something too often"), Recovers),
        new("code unknown, 500", new GraphError(500, 123_456, "Something broken"), Recovers),
    ];
}
