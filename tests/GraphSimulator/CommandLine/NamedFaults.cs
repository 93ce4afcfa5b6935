using GraphSimulator.Faults;
using GraphSimulator.Pages;

namespace GraphSimulator.CommandLine;

/// <summary>Short names of faults and losses.</summary>
internal static class NamedFaults
{
    public static Fault Find(string name) => name switch
    {
        "reset" => Fault.Reset(),
        "truncate" => Fault.Truncated(),
        "stall" => Fault.Stall(),
        "html" => Fault.Html(),
        "broken-json" => Fault.BrokenJson(),
        "empty" => Fault.EmptyBody(),
        "200-error" => Fault.OkWithError(GraphErrors.Unexpected),
        "429" => Fault.TooManyRequests(1),
        "1" => Fault.Answer(GraphErrors.Unknown),
        "2" => Fault.Answer(GraphErrors.Unexpected),
        "4" => Fault.Answer(GraphErrors.AppLimit),
        "10" => Fault.Answer(GraphErrors.EndpointPermission),
        "17" => Fault.Answer(GraphErrors.UserLimit),
        "32" => Fault.Answer(GraphErrors.PageLimit),
        "190" => Fault.Answer(GraphErrors.PasswordChanged),
        "200" => Fault.Answer(GraphErrors.RoleMissing),
        "613" => Fault.Answer(GraphErrors.CallRate),
        "80001" => Fault.Answer(GraphErrors.PageAccountLimit),
        _ => throw new OptionException($"Option --fault knows no '{name}'."),
    };

    public static PageLoss LossOf(string name) => name switch
    {
        "role" => PageLoss.RoleLost,
        "gone" => PageLoss.Vanished,
        "permission" => PageLoss.PermissionDenied,
        "endpoint" => PageLoss.EndpointPermission,
        _ => throw new OptionException($"Option --lost-page knows no form '{name}'."),
    };
}
