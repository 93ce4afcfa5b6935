namespace GraphSimulator.Pages;

/// <summary>How a Page that was readable stops being so.</summary>
public enum PageLoss
{
    /// <summary>It is readable.</summary>
    None,

    /// <summary>Page token: 190/492. Another token: 100/33.</summary>
    RoleLost,

    /// <summary>100/33 for every token: deleted, merged, or out of sight.</summary>
    Vanished,

    /// <summary>HTTP 403, code 200.</summary>
    PermissionDenied,

    /// <summary>HTTP 400, code 10.</summary>
    EndpointPermission,

    /// <summary>190 without a subcode, "must be an administrator …"; the business asks for a second factor.</summary>
    ImpersonationLost,

    /// <summary>190 without a subcode, "belongs to a Page that is not accessible".</summary>
    NotAccessible,

    /// <summary>1/2853006</summary>
    ViewerLacksPermission,

    /// <summary>283, HTTP 403</summary>
    ManagePagesNeeded,
}
