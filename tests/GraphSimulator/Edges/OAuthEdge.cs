using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>/oauth/access_token and /oauth/revoke; they need no token but the app's id and secret.</summary>
internal static class OAuthEdge
{
    // A little less than sixty days, as Facebook answers it.
    private const int LongLife = 5183944;

    public static GraphAnswer AccessToken(SimulatedWorld world, GraphCall call)
    {
        if (CheckApp(world, call) is { } error)
        {
            return call.Fail(error);
        }

        if (call.Parameters["code"] is not null)
        {
            return call.Fail(GraphErrors.CodeUsed);
        }

        if (call.Parameters["grant_type"] == "client_credentials")
        {
            return Token(world.App.Token, expiresIn: null);
        }

        if (call.Parameters["grant_type"] != "fb_exchange_token" || call.Parameters["fb_exchange_token"] is not { Length: > 0 } text)
        {
            return call.Fail(new GraphError(400, 100, "Missing fb_exchange_token parameter"));
        }

        var old = world.Tokens.Find(text);
        if ((old is null ? GraphErrors.UnparsableToken : TokenGate.Trouble(old, call.Now)) is { } trouble)
        {
            return call.Fail(trouble);
        }

        return Exchange(world, call, old!);
    }

    public static GraphAnswer Revoke(SimulatedWorld world, GraphCall call)
    {
        if (CheckApp(world, call) is { } error)
        {
            return call.Fail(error);
        }

        if (world.Tokens.Find(call.Parameters["revoke_token"] ?? "") is { } token)
        {
            token.Trouble = TokenTrouble.LoggedOut;
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Boolean("success", value: true);
        json.EndObject();
        return GraphAnswer.Json(json);
    }

    private static GraphAnswer Exchange(SimulatedWorld world, GraphCall call, SimulatedToken old)
    {
        // A Page token made from a long-lived user token does not expire, and neither does a system user's unless it is asked to.
        var expires = old.Kind == TokenKind.User || call.Parameters["set_token_expires_in_60_days"] is "true" or "1";
        var name = $"{old.Name}:exchanged";
        var token = world.Tokens.Add(new SimulatedToken(TokenText.For($"{name}|{old.Value}|{call.Now.ToUnixTimeSeconds()}"), old.Kind, name, call.Now)
        {
            UserId = old.UserId,
            PageId = old.PageId,
            Parent = old,
            TargetPageIds = old.TargetPageIds,
            ExpiresAt = expires ? call.Now.AddSeconds(LongLife) : null,
            DataAccessExpiresAt = call.Now.AddDays(90),
        });
        return Token(token, expires ? LongLife : null);
    }

    private static GraphError? CheckApp(SimulatedWorld world, GraphCall call)
        => call.Parameters["client_id"] != world.App.Id ? GraphErrors.WrongClientId
            : call.Parameters["client_secret"] != world.App.Secret ? GraphErrors.WrongClientSecret
            : null;

    private static GraphAnswer Token(SimulatedToken token, int? expiresIn)
    {
        var json = new GraphJsonWriter();
        json.StartObject();
        json.Text("access_token", token.Value);
        json.Text("token_type", "bearer");
        if (expiresIn is { } seconds)
        {
            json.Number("expires_in", seconds);
        }

        json.EndObject();
        return GraphAnswer.Json(json);
    }
}
