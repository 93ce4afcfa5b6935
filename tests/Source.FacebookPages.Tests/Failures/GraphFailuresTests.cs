using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Tests.Failures;

public sealed class GraphFailuresTests
{
    [Theory]
    [InlineData("(#100) Something is wrong", null, 400, 100, 33, "A1", "(#100) Something is wrong. (code 100, subcode 33, HTTP 400, fbtrace_id A1)")]
    [InlineData("Is it you?  ", null, 400, 190, null, null, "Is it you? (code 190, HTTP 400)")]
    [InlineData("Invalid parameter", "There cannot be more than 93 days", 400, 100, 1504016, "", "Invalid parameter. There cannot be more than 93 days (code 100, subcode 1504016, HTTP 400)")]
    [InlineData("The connection failed: refused.", null, 0, 0, null, null, "The connection failed: refused. (no answer)")]
    [InlineData("HTTP 502 with an answer that is not Graph's", null, 502, 0, null, null, "HTTP 502 with an answer that is not Graph's. (HTTP 502)")]
    [InlineData("", null, 500, 1, null, null, " (code 1, HTTP 500)")]
    public void An_error_is_told_with_all_its_codes(string message, string? userMessage, int status, int code, int? subcode, string? trace, string text) =>
        Assert.Equal(text, GraphFailures.Describe(new GraphError { Message = message, UserMessage = userMessage, HttpStatus = status, Code = code, Subcode = subcode, TraceId = trace }));

    [Theory]
    [InlineData(GraphErrorKind.Unknown, null, FailureType.SystemError, "report it with the codes")]
    [InlineData(GraphErrorKind.Transient, null, FailureType.TransientError, "Try again later")]
    [InlineData(GraphErrorKind.AppRateLimit, null, FailureType.TransientError, "max_wait_seconds")]
    [InlineData(GraphErrorKind.PageRateLimit, null, FailureType.TransientError, "max_wait_seconds")]
    [InlineData(GraphErrorKind.Blocked, null, FailureType.TransientError, "app's dashboard")]
    [InlineData(GraphErrorKind.TooMuchData, null, FailureType.TransientError, "Try again later")]
    [InlineData(GraphErrorKind.RangeTooLong, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.RangeTooOld, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.InvalidMetric, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.InvalidPeriod, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.MetricRightMissing, null, FailureType.ConfigError, "report it")]
    [InlineData(GraphErrorKind.UnknownField, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.PageTokenRequired, null, FailureType.ConfigError, "role on the Page")]
    [InlineData(GraphErrorKind.TokenInvalid, null, FailureType.ConfigError, "copied whole")]
    [InlineData(GraphErrorKind.TokenInvalid, 458, FailureType.ConfigError, "authorise it again")]
    [InlineData(GraphErrorKind.TokenInvalid, 460, FailureType.ConfigError, "changed the password")]
    [InlineData(GraphErrorKind.TokenInvalid, 463, FailureType.ConfigError, "has expired")]
    [InlineData(GraphErrorKind.ProofInvalid, null, FailureType.ConfigError, "Check app_secret")]
    [InlineData(GraphErrorKind.AppInvalid, null, FailureType.ConfigError, "Check client_id and app_secret")]
    [InlineData(GraphErrorKind.PermissionMissing, null, FailureType.ConfigError, "read_insights, pages_read_engagement and pages_show_list")]
    [InlineData(GraphErrorKind.PageUnavailable, null, FailureType.ConfigError, "still exists")]
    [InlineData(GraphErrorKind.PageTooSmall, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.UnknownEdge, null, FailureType.SystemError, "report it")]
    [InlineData(GraphErrorKind.BadRequest, null, FailureType.SystemError, "report it")]
    public void Every_kind_of_error_has_who_can_mend_it_and_how(GraphErrorKind kind, int? subcode, FailureType type, string remedy)
    {
        var exception = new GraphException(kind, new GraphError { Message = "m", Subcode = subcode, HttpStatus = 400 });

        Assert.Equal(type, GraphFailures.TypeOf(kind));
        Assert.Contains(remedy, GraphFailures.Remedy(exception), StringComparison.Ordinal);
        Assert.Equal(kind is GraphErrorKind.ProofInvalid or GraphErrorKind.AppInvalid, GraphFailures.ConcernsEverything(kind));
    }

    [Fact]
    public void The_table_above_has_every_kind() =>
        Assert.Equal(
            Enum.GetValues<GraphErrorKind>().Order(),
            typeof(GraphFailuresTests).GetMethod(nameof(Every_kind_of_error_has_who_can_mend_it_and_how))!
                .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (GraphErrorKind)row.Data[0]!).Distinct().Order());

    [Fact]
    public void A_failure_on_the_way_to_everything_keeps_cause_codes_and_kind()
    {
        var cause = new GraphException(GraphErrorKind.TokenInvalid, new GraphError { Message = "Session has expired", Code = 190, Subcode = 463, HttpStatus = 400, Type = "OAuthException", TraceId = "A1" }, attempts: 2);

        var failure = GraphFailures.ToConnectorException(cause, "The Pages could not be found");
        var death = GraphFailures.ToSyncAborted(cause, "Facebook does not accept the credentials any more");

        Assert.Equal(
            "The Pages could not be found: Session has expired. (code 190, subcode 463, HTTP 400, fbtrace_id A1) The access token has expired: create a new one, best a system user's token that does not expire.",
            failure.Message);
        Assert.Equal("TokenInvalid, 2 attempt(s), type OAuthException, code 190, subcode 463, HTTP 400, fbtrace_id A1: Session has expired", failure.InternalMessage);
        Assert.Equal((FailureType.ConfigError, FailureType.ConfigError), (failure.FailureType, death.FailureType));
        Assert.Same(cause, failure.InnerException);
        Assert.Same(cause, death.InnerException);
        Assert.StartsWith("Facebook does not accept the credentials any more: Session has expired.", death.Message, StringComparison.Ordinal);
    }
}
