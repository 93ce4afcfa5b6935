using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <summary>
/// The errors Graph is known to answer, one for each recorded case: HTTP status, code, subcode and text. The edges answer
/// with them, and a fault can answer with any of them.
/// </summary>
public static partial class GraphErrors
{
    private const string InvalidToken = "invalid_token";
    private const string InvalidRequest = "invalid_request";
    private const string LimitGuide = " For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.";

    // Token

    public static GraphError NoToken { get; } = new(400, 104, "An access token is required to request this resource.") { Challenge = InvalidRequest };

    public static GraphError NoTokenForMe { get; } = new(400, 2500, "An active access token must be used to query information about the current user.") { Challenge = InvalidRequest };

    public static GraphError UnparsableToken { get; } = new(400, 190, "Invalid OAuth access token - Cannot parse access token") { Challenge = InvalidToken };

    public static GraphError MalformedToken { get; } = new(400, 190, "Malformed access token") { Challenge = InvalidToken };

    public static GraphError BadSignature { get; } = new(400, 190, "Bad signature") { Challenge = InvalidToken };

    public static GraphError AppRemoved { get; } = Session(458, "Error validating access token: The user has not authorized application 1200000000000001.");

    public static GraphError Checkpointed { get; } = Session(459, "Error validating access token: The user is enrolled in a blocking, logged-in checkpoint.");

    public static GraphError PasswordChanged { get; } = Session(460, "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.");

    public static GraphError UserNotConfirmed { get; } = Session(464, "Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.");

    public static GraphError LoggedOut { get; } = Session(467, "Error validating access token: The session is invalid because the user logged out.");

    public static GraphError TwoFactorNeeded { get; } = Session(490, "Error validating access token: The user must enroll in a checkpoint before this token can be used.");

    public static GraphError RoleLost { get; } = Session(492, "Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.");

    public static GraphError SessionInvalid { get; } = new(400, 102, "Session key invalid or no longer valid") { Challenge = InvalidToken };

    public static GraphError TwoFactorLogin { get; } = new(400, 415, "Two-factor authentication is needed to go on with this login.");

    public static GraphError ProofRequired { get; } = new(400, 100, "API calls from the server require an appsecret_proof argument") { Type = "GraphMethodException" };

    public static GraphError ProofInvalid { get; } = new(400, 100, "Invalid appsecret_proof provided in the API argument") { Type = "GraphMethodException" };

    public static GraphError WrongClientSecret { get; } = new(400, 101, "Error validating client secret.");

    public static GraphError WrongClientId { get; } = new(400, 101, "Error validating application. Cannot get application info due to a system error.");

    public static GraphError AppLacksCapability { get; } = new(400, 3, "(#3) Application does not have the capability to make this API call.");

    public static GraphError CodeUsed { get; } = new(400, 100, "This authorization code has been used.") { Subcode = 36009 };

    /// <summary>190/463 with both clock times spelt out as Graph does.</summary>
    public static GraphError TokenExpired(string expired, string now)
        => Session(463, $"Error validating access token: Session has expired on {expired}. The current time is {now}.");

    // Page token wanted

    public static GraphError PageTokenRequired { get; } = new(400, 190, "(#190) This method must be called with a Page Access Token") { Challenge = InvalidToken };

    public static GraphError PageTokenRequiredNewPages { get; } = new(400, 190, "Invalid OAuth 2.0 Access Token") { Subcode = 2069032, UserTitle = "User access token is not supported", UserMessage = "A Page access token is required for this call for the new Pages experience.", Challenge = InvalidToken };

    public static GraphError PageTokenRequired210 { get; } = new(403, 210, "(#210) A page access token is required to request this resource.");

    // Page lost or not allowed

    public static GraphError ImpersonationLost { get; } = new(400, 190, "The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.") { Challenge = InvalidToken };

    public static GraphError PageNotAccessible { get; } = new(400, 190, "This Page access token belongs to a Page that is not accessible.") { Challenge = InvalidToken };

    public static GraphError ImpersonationPermissionMissing { get; } = new(400, 190, "Any of the pages_read_engagement, pages_manage_metadata, pages_read_user_content, pages_manage_ads, pages_show_list or pages_messaging permission(s) must be granted before impersonating a user's page.") { Challenge = InvalidToken };

    public static GraphError ViewerLacksPermission { get; } = new(400, 1, "The viewer lacks permission to see this Page.") { Subcode = 2853006 };

    public static GraphError EndpointPermission { get; } = new(400, 10, "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature. Refer to https://developers.facebook.com/docs/apps/review/login-permissions#manage-pages and https://developers.facebook.com/docs/apps/review/feature#reference-PAGES_ACCESS for details.");

    public static GraphError EndpointPermission403 { get; } = EndpointPermission with { Status = 403 };

    public static GraphError RoleMissing { get; } = new(403, 200, "(#200) Requires permission: pages_messaging or User associated with the Page access token does not have an appropriate role on the Page.");

    public static GraphError NoRoleOnAnyPage { get; } = new(403, 200, "(#200) Requires pages_show_list permission to see the Pages of this user") { Challenge = "insufficient_scope" };

    public static GraphError ProvideValidAppId { get; } = new(403, 200, "(#200) Provide valid app ID");

    public static GraphError EndpointNotOnNewPages { get; } = new(403, 200, "This endpoint is not supported in the new Pages experience.") { Subcode = 2069030 };

    public static GraphError FieldNotOnNewPages { get; } = new(403, 200, "This field is not supported in the new Pages experience.") { Subcode = 2069031 };

    public static GraphError FeatureGoneOnNewPages { get; } = new(403, 200, "This feature is no longer available in the new Pages experience.") { Subcode = 2069033 };

    public static GraphError ManagePagesNeeded { get; } = new(403, 283, "(#283) Requires pages_read_engagement permission to manage the object");

    public static GraphError MissingPermission { get; } = new(400, 100, "(#100) Missing Permission");

    public static GraphError InvalidUserId { get; } = new(400, 110, "(#110) Invalid user id");

    public static GraphError FewLikes { get; } = new(400, 2874008, "Insights are available for Pages with at least 100 likes.");

    public static GraphError Monetization { get; } = new(403, 200, "Monetization metrics are only visible for Page admins with access to monetization insights");

    /// <summary>100/33: the object is gone, or may not be seen.</summary>
    public static GraphError UnknownObject(string id)
        => new(400, 100, $"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api")
        {
            Type = "GraphMethodException",
            Subcode = 33,
        };

    public static GraphError UnknownAlias(string alias) => new(400, 803, $"(#803) Some of the aliases you requested do not exist: {alias}");

    private static GraphError Session(int subcode, string message) => new(400, 190, message) { Subcode = subcode, Challenge = InvalidToken };
}
