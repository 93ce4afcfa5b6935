using System.Globalization;
using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;

namespace Source.FacebookPages.Failures;

/// <summary>Puts failures of Graph calls into words that say what happened and what to do, and says who can mend them.</summary>
internal static class GraphFailures
{
    /// <summary>What Facebook said, with its codes: <c>(#100) … (code 100, subcode 33, HTTP 400, fbtrace_id A1)</c>.</summary>
    public static string Describe(GraphError error)
    {
        var text = new StringBuilder(error.Message.TrimEnd());
        if (text.Length > 0 && text[^1] is not ('.' or '!' or '?'))
        {
            text.Append('.');
        }

        if (error.UserMessage is { Length: > 0 } userMessage)
        {
            text.Append(' ').Append(userMessage);
        }

        return text.Append(" (").Append(Codes(error)).Append(')').ToString();
    }

    /// <summary>The codes alone: <c>code 100, subcode 33, HTTP 400, fbtrace_id A1</c>.</summary>
    public static string Codes(GraphError error)
    {
        List<string> parts = [];
        if (error.Code != 0)
        {
            parts.Add($"code {error.Code}");
        }

        if (error.Subcode is { } subcode)
        {
            parts.Add($"subcode {subcode}");
        }

        parts.Add(error.HttpStatus == 0 ? "no answer" : $"HTTP {error.HttpStatus}");
        if (error.TraceId is { Length: > 0 } trace)
        {
            parts.Add($"fbtrace_id {trace}");
        }

        return string.Join(", ", parts);
    }

    /// <summary>The codes for machines: <c>code=100 subcode=33 fbtrace_id=A1</c>; what Facebook did not say is left empty.</summary>
    public static string CodePairs(GraphError? error) => string.Create(CultureInfo.InvariantCulture, $"code={error?.Code} subcode={error?.Subcode} fbtrace_id={error?.TraceId}");

    /// <summary>Whether an error says that a Page, and nothing else, is out of the token's reach.</summary>
    public static bool IsOutOfReach(GraphErrorKind kind) =>
        kind is GraphErrorKind.PageUnavailable or GraphErrorKind.PermissionMissing or GraphErrorKind.UnknownEdge or GraphErrorKind.UnknownField;

    /// <summary>Whether an error concerns the token or app as a whole, so that no other call can succeed either.</summary>
    public static bool ConcernsEverything(GraphErrorKind kind) => kind is GraphErrorKind.ProofInvalid or GraphErrorKind.AppInvalid;

    /// <summary>What the user can do about an error.</summary>
    public static string Remedy(GraphException exception) => exception.Kind switch
    {
        GraphErrorKind.TokenInvalid when exception.Error.Subcode == 463 => "The access token has expired: create a new one, best a system user's token that does not expire.",
        GraphErrorKind.TokenInvalid when exception.Error.Subcode == 458 => "The token's owner has removed the app: let the owner authorise it again and create a new token.",
        GraphErrorKind.TokenInvalid when exception.Error.Subcode == 460 => "The token's owner has changed the password: create a new token.",
        GraphErrorKind.TokenInvalid => "Facebook does not accept the access token: create a new one and check that it was copied whole.",
        GraphErrorKind.ProofInvalid => "Check app_secret: it must be the secret of the very app that the token was made with, and must be given when the app demands a proof.",
        GraphErrorKind.AppInvalid => "Check client_id and app_secret, and in the app's dashboard that the app is live and its owner has met Facebook's security demands.",
        GraphErrorKind.PermissionMissing => "Grant the token read_insights, pages_read_engagement and pages_show_list, and its owner the task ANALYZE on the Page.",
        GraphErrorKind.PageUnavailable => "Check that the Page still exists and that the token's owner has a role on it.",
        GraphErrorKind.PageTokenRequired => "Facebook wants a Page token here: check that the token's owner has a role on the Page.",
        GraphErrorKind.AppRateLimit or GraphErrorKind.PageRateLimit => "Facebook limits the calls: try again later; if it happens often, sync less often or raise max_wait_seconds.",
        GraphErrorKind.Blocked => "Facebook has blocked the app or user for a time: look for a notice in the app's dashboard, then try again later.",
        GraphErrorKind.Transient or GraphErrorKind.TooMuchData => "Try again later.",
        _ => "If it stays, report it with the codes above.",
    };

    /// <summary>Who can mend an error.</summary>
    public static FailureType TypeOf(GraphErrorKind kind) => kind switch
    {
        GraphErrorKind.Transient or GraphErrorKind.AppRateLimit or GraphErrorKind.PageRateLimit or GraphErrorKind.Blocked or GraphErrorKind.TooMuchData =>
            FailureType.TransientError,
        GraphErrorKind.TokenInvalid or GraphErrorKind.ProofInvalid or GraphErrorKind.AppInvalid or GraphErrorKind.PermissionMissing
            or GraphErrorKind.PageUnavailable or GraphErrorKind.PageTokenRequired or GraphErrorKind.MetricRightMissing => FailureType.ConfigError,
        _ => FailureType.SystemError,
    };

    /// <summary>The putting off of what Facebook wants to be asked for only after the run has ended.</summary>
    /// <param name="exception">A failure with <see cref="GraphException.HeldUntil"/>.</param>
    /// <param name="what">What is put off.</param>
    public static PartitionDeferredException Deferral(GraphException exception, string what) =>
        new(exception.HeldUntil!.Value, $"{what}: {Describe(exception.Error)}", exception);

    /// <summary>The failure of a call that everything depends on, such as finding the Pages.</summary>
    public static ConnectorException ToConnectorException(GraphException exception, string what) =>
        exception.HeldUntil is not null
            ? Deferral(exception, what)
            : new ConnectorException(TypeOf(exception.Kind), $"{what}: {Describe(exception.Error)} {Remedy(exception)}", Internal(exception), exception);

    /// <summary>The failure of everything.</summary>
    public static SyncAbortedException ToSyncAborted(GraphException exception, string what) =>
        new(TypeOf(exception.Kind), $"{what}: {Describe(exception.Error)} {Remedy(exception)}", Internal(exception), exception);

    /// <summary>For whoever debugs.</summary>
    public static string Internal(GraphException exception) =>
        $"{exception.Kind}, {exception.Attempts} attempt(s), type {exception.Error.Type ?? "none"}, {Codes(exception.Error)}: {exception.Error.Message}";
}
