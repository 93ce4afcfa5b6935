using static Facebook.Graph.ErrorRule;
using static Facebook.Graph.GraphErrorKind;

namespace Facebook.Graph;

/// <summary>
/// The one table of what Graph's errors mean. The body decides, not the HTTP status: this API answers 400 for nearly everything, and the same code with different statuses.
/// Texts are consulted only where a code stands for several things. The first row that takes an error wins; what no row takes is <see cref="Unknown"/> and is not retried.
/// </summary>
public static class GraphErrorClassifier
{
    private const string NonexistingField = "nonexisting field (";

    private static readonly ErrorRule[] Table =
    [
        // Rate limits, named by their own codes.
        Code(4).Means(AppRateLimit),
        Code(17).Means(AppRateLimit),
        Code(341).Means(AppRateLimit),
        Code(613).Means(AppRateLimit),
        Code(32).Means(PageRateLimit),
        Codes(80000, 80014).Means(PageRateLimit),
        Code(368).Means(Blocked),

        // Too much asked for in one call.
        Code(1, subcode: 99).Means(TooMuchData),
        Code(100, subcode: 1504018).Means(TooMuchData),
        AnyCode(text: "reduce the amount of data").Means(TooMuchData),

        // Codes 1 and 2 that are not what they usually are.
        Code(1, subcode: 2853006).Means(PermissionMissing),
        AnyCode(text: "Error validating client secret").Means(AppInvalid),
        AnyCode(text: "Error validating application").Means(AppInvalid),

        // Passing faults.
        CalledTransient().Means(Transient),
        Code(1).Means(Transient),
        Code(2).Means(Transient),

        // Code 100, "invalid parameter", stands for nearly everything.
        AnyCode(subcode: 2874008).Means(PageTooSmall),
        Code(2874008).Means(PageTooSmall),
        Code(100, text: "must be a valid insights metric").Means(InvalidMetric),
        Code(100, text: "Param period must be one of").Means(InvalidPeriod),
        Code(100, subcode: 1504016).Means(RangeTooLong),
        Code(100, text: "more than 93 days").Means(RangeTooLong),
        Code(100, text: "last 2 years").Means(RangeTooOld),
        Code(100, text: "since param is not valid").Means(RangeTooOld),
        Code(100, text: NonexistingField).Means(UnknownField),
        Code(100, text: "appsecret_proof").Means(ProofInvalid),
        Code(100, subcode: 33).Means(PageUnavailable),
        Code(100, text: "Unsupported get request").Means(PageUnavailable),
        // After the rows above: their texts speak of missing permissions too.
        Code(100, text: "Missing Permission").Means(PermissionMissing),
        AnyCode(subcode: 1504028).Means(BadRequest),

        // What the new kind of Page does not have, and a token it does not take; the code varies.
        AnyCode(subcode: 2069030).Means(UnknownEdge),
        AnyCode(subcode: 2069031).Means(UnknownField),
        AnyCode(subcode: 2069032).Means(PageTokenRequired, isFinal: true),
        AnyCode(subcode: 2069033).Means(UnknownEdge),

        // Tokens. 458 app removed, 459 checkpoint, 460 password changed, 463 expired, 464 not confirmed, 467 logged out, 490 second factor: all need a new token.
        Code(190, subcode: 492).Means(PageUnavailable),
        Code(190, text: "must be called with a Page Access Token").Means(PageTokenRequired),
        Code(190, text: "in order to impersonate it").Means(PageUnavailable),
        Code(190, text: "belongs to a Page that is not accessible").Means(PageUnavailable),
        Code(190, text: "before impersonating a user's page").Means(PermissionMissing),
        Code(190).Means(TokenInvalid),
        Code(102).Means(TokenInvalid),
        Code(104).Means(TokenInvalid),
        Code(2500, text: "active access token").Means(TokenInvalid),

        // The app.
        Code(3).Means(AppInvalid),
        Code(101).Means(AppInvalid),
        Code(415).Means(AppInvalid),
        Codes(200, 299, text: "Provide valid app ID").Means(AppInvalid),

        // Rights.
        Codes(200, 299, text: "Monetization metrics are only visible").Means(MetricRightMissing),
        Code(210).Means(PageTokenRequired, isFinal: true),
        Code(10).Means(PermissionMissing),
        Codes(200, 299).Means(PermissionMissing),

        // Things that are not there.
        Code(110).Means(PageUnavailable),
        Code(803).Means(PageUnavailable),
        Code(12).Means(UnknownEdge),
        Code(2500).Means(UnknownEdge),

        // Where the body says nothing that is known, the status may speak.
        Status(408, 408).Means(Transient),
        Status(425, 425).Means(Transient),
        Status(429, 429).Means(AppRateLimit),
        Status(500, 599).Means(Transient),

        // Mistakes of the caller.
        Code(100).Means(BadRequest),
        Code(506).Means(BadRequest),
        Code(3001).Means(BadRequest),
    ];

    /// <summary>
    /// What the error means. A 429 that carries no known code counts as the app's limit; <see cref="GraphClient"/> makes it the Page's when the call counts on one, since most calls do
    /// and a wrong guess then stops one Page instead of all.
    /// </summary>
    public static ErrorClassification Classify(GraphError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return RowOf(error) is var row and >= 0
            ? new ErrorClassification(Table[row].Kind, Table[row].Kind == UnknownField ? FieldOf(error.Message) : null, Table[row].IsFinal)
            : new ErrorClassification(Unknown, null, IsFinal: false);
    }

    /// <summary>How many rows the table has.</summary>
    internal static int Rows => Table.Length;

    /// <summary>The row that takes an error, or −1.</summary>
    internal static int RowOf(GraphError error) => Array.FindIndex(Table, rule => rule.Takes(error));

    /// <summary>A row for people.</summary>
    internal static string Describe(int row) => Table[row].ToString();

    private static string? FieldOf(string message)
    {
        var start = message.IndexOf(NonexistingField, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        start += NonexistingField.Length;
        var end = message.IndexOf(')', start);
        return end > start && message[start..end] is var field && field.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? field : null;
    }
}
