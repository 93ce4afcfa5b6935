using System.Text.Json;

namespace Source.FacebookPages.Tests.Story;

/// <summary>What the server says to one request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
internal sealed record GraphAnswer(int Status, string Body)
{
    public static GraphAnswer InvalidMetric { get; } = Error(100, "(#100) The value must be a valid insights metric");

    public static GraphAnswer InvalidPeriod { get; } = Error(100, "(#100) For field 'insights': Param period must be one of {day, week, days_28}");

    public static GraphAnswer RightMissing { get; } = Error(200, "Monetization metrics are only visible for Page admins with access to monetization insights", status: 403);

    public static GraphAnswer TooMuchData { get; } = Error(1, "Please reduce the amount of data you're asking for, then retry your request", status: 500);

    public static GraphAnswer RangeTooLong { get; } = Error(100, "Invalid parameter", subcode: 1504016);

    public static GraphAnswer RangeTooOld { get; } = Error(100, "(#100) since param is not valid. Metrics data is available for the last 2 years");

    public static GraphAnswer TooSmall { get; } = Error(2874008, "(#2874008) The Page needs at least 100 likes");

    public static GraphAnswer Expired { get; } = Error(190, "Error validating access token: Session has expired on Friday, 20-Nov-26 08:00:00 PST.", subcode: 463);

    public static GraphAnswer RoleLost { get; } = Error(190, "Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it.", subcode: 492);

    public static GraphAnswer PageTokenRequired { get; } = Error(190, "(#190) This method must be called with a Page Access Token");

    public static GraphAnswer PermissionMissing { get; } = Error(10, "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature.");

    public static GraphAnswer WrongProof { get; } = Error(100, "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException");

    public static GraphAnswer NoAccounts { get; } = UnknownField("accounts");

    public static GraphAnswer Fault { get; } = Error(2, "An unexpected error has occurred. Please retry your request later.", status: 500);

    public static GraphAnswer Gone(string id) =>
        Error(100, $"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.", 33, type: "GraphMethodException");

    public static GraphAnswer UnknownField(string field) => Error(100, $"(#100) Tried accessing nonexisting field ({field}) on node type (Page)");

    public static GraphAnswer Ok(string body) => new(200, body);

    public static GraphAnswer Error(int code, string message, int? subcode = null, int status = 400, string type = "OAuthException") =>
        new(status, Json.Written(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", message);
            json.WriteString("type", type);
            json.WriteNumber("code", code);
            if (subcode is { } number)
            {
                json.WriteNumber("error_subcode", number);
            }

            json.WriteString("fbtrace_id", "Atrace");
            json.WriteEndObject();
            json.WriteEndObject();
        }));
}
