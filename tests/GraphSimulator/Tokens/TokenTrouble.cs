namespace GraphSimulator.Tokens;

/// <summary>Why a token that the world knows is refused all the same.</summary>
public enum TokenTrouble
{
    None,

    /// <summary>190/458</summary>
    AppRemoved,

    /// <summary>190/459</summary>
    Checkpointed,

    /// <summary>190/460</summary>
    PasswordChanged,

    /// <summary>190/463, whatever its expiry says</summary>
    Expired,

    /// <summary>190/464</summary>
    UserNotConfirmed,

    /// <summary>190/467</summary>
    LoggedOut,

    /// <summary>190/490</summary>
    TwoFactorNeeded,

    /// <summary>190/492, Page tokens only: the person behind it lost the role on the Page</summary>
    RoleLost,

    /// <summary>190 without a subcode: cannot be parsed</summary>
    Unparsable,

    /// <summary>102</summary>
    SessionInvalid,
}
