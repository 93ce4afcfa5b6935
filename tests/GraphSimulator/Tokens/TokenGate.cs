using System.Globalization;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Time;

namespace GraphSimulator.Tokens;

/// <summary>The first question of every call: is there a token, is it any good, is it proven?</summary>
internal static class TokenGate
{
    public static GraphError? Check(GraphCall call, SimulatedApp app)
    {
        if (call.TokenValue is null)
        {
            return call.Segments is ["me", ..] ? GraphErrors.NoTokenForMe : GraphErrors.NoToken;
        }

        if (call.Token is null)
        {
            return call.TokenValue.Length < 8 ? GraphErrors.MalformedToken : GraphErrors.UnparsableToken;
        }

        return Trouble(call.Token, call.Now) ?? AppSecretProof.Check(call, app);
    }

    /// <summary>What is wrong with a known token at this time, or null.</summary>
    public static GraphError? Trouble(SimulatedToken token, DateTimeOffset now) => token.Trouble switch
    {
        TokenTrouble.AppRemoved => GraphErrors.AppRemoved,
        TokenTrouble.Checkpointed => GraphErrors.Checkpointed,
        TokenTrouble.PasswordChanged => GraphErrors.PasswordChanged,
        TokenTrouble.UserNotConfirmed => GraphErrors.UserNotConfirmed,
        TokenTrouble.LoggedOut => GraphErrors.LoggedOut,
        TokenTrouble.TwoFactorNeeded => GraphErrors.TwoFactorNeeded,
        TokenTrouble.RoleLost => GraphErrors.RoleLost,
        TokenTrouble.Unparsable => GraphErrors.UnparsableToken,
        TokenTrouble.SessionInvalid => GraphErrors.SessionInvalid,
        _ => token.IsExpired(now) ? GraphErrors.TokenExpired(Clock(token.ExpiresAt ?? now), Clock(now)) : null,
    };

    private static string Clock(DateTimeOffset instant)
        => PacificCalendar.Local(instant).ToString("dddd, dd-MMM-yy HH:mm:ss ", CultureInfo.InvariantCulture) + PacificCalendar.Abbreviation(instant);
}
