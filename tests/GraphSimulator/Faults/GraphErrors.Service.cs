using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <content>Errors of the service itself, and its limits.</content>
public static partial class GraphErrors
{
    public static GraphError Unknown { get; } = new(500, 1, "An unknown error has occurred.");

    public static GraphError UnknownWithSubcode { get; } = new(500, 1, "An unknown error occurred") { Subcode = 99 };

    public static GraphError ReduceData { get; } = new(500, 1, "Please reduce the amount of data you're asking for, then retry your request");

    public static GraphError Unexpected { get; } = new(500, 2, "An unexpected error has occurred. Please retry your request later.") { IsTransient = true };

    public static GraphError Unavailable { get; } = new(503, 2, "Service temporarily unavailable") { IsTransient = true };

    public static GraphError AppLimit { get; } = new(403, 4, "(#4) Application request limit reached") { IsTransient = true };

    public static GraphError UserLimit { get; } = new(400, 17, "(#17) User request limit reached") { IsTransient = true };

    public static GraphError PageLimit { get; } = new(400, 32, "(#32) Page request limit reached");

    public static GraphError ApplicationLimit341 { get; } = new(400, 341, "(#341) Feed action request limit reached");

    public static GraphError PolicyBlock { get; } = new(400, 368, "The action attempted has been deemed abusive or is otherwise disallowed");

    public static GraphError DuplicatePost { get; } = new(400, 506, "Duplicate status message");

    public static GraphError CallRate { get; } = new(400, 613, "(#613) Calls to this api have exceeded the rate limit.");

    public static GraphError CallRateWithSubcode { get; } = CallRate with { Subcode = 1996 };

    public static GraphError PageAccountLimit { get; } = new(400, 80001, "(#80001) There have been too many calls to this Page account. Wait a bit and try again." + LimitGuide);

    public static GraphError BusinessLimit { get; } = new(400, 80002, "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again." + LimitGuide);
}
