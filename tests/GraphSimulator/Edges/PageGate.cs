using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>Whether a call may see a Page at all.</summary>
internal static class PageGate
{
    public static GraphError? Check(GraphCall call, SimulatedPage page)
    {
        var own = call.Token!.Kind == TokenKind.Page && call.Token.PageId == page.Id;
        var loss = page.Loss switch
        {
            PageLoss.RoleLost => own ? GraphErrors.RoleLost : GraphErrors.UnknownObject(page.Id),
            PageLoss.Vanished => GraphErrors.UnknownObject(page.Id),
            PageLoss.PermissionDenied => GraphErrors.RoleMissing,
            PageLoss.EndpointPermission => GraphErrors.EndpointPermission,
            PageLoss.ImpersonationLost => GraphErrors.ImpersonationLost,
            PageLoss.NotAccessible => GraphErrors.PageNotAccessible,
            PageLoss.ViewerLacksPermission => GraphErrors.ViewerLacksPermission,
            PageLoss.ManagePagesNeeded => GraphErrors.ManagePagesNeeded,
            _ => null,
        };
        if (loss is not null)
        {
            return loss;
        }

        // Another Page's token, or the app's, may only look at what everybody may.
        return own || call.Token.Kind is TokenKind.User or TokenKind.SystemUser ? null : GraphErrors.EndpointPermission;
    }

    /// <summary>Whether the caller has a role on the Page, and so its token.</summary>
    public static bool HasRole(GraphCall call, SimulatedPage page) => call.Token!.Kind switch
    {
        TokenKind.Page => call.Token.PageId == page.Id,
        TokenKind.User or TokenKind.SystemUser => page.HasRole && call.Token.Covers(page.Id),
        _ => false,
    };
}
