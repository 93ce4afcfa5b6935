using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>/debug_token: a bad token to look at is an answer, not an error.</summary>
internal static class DebugTokenEdge
{
    private static readonly string[] ScopesWithTargets = ["pages_show_list", "pages_read_engagement", "read_insights"];

    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call)
    {
        if (call.Parameters["input_token"] is not { Length: > 0 } text)
        {
            return call.Fail(new GraphError(400, 100, "(#100) The parameter input_token is required."));
        }

        var token = world.Tokens.Find(text);
        var trouble = token is null ? GraphErrors.UnparsableToken : TokenGate.Trouble(token, call.Now);
        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartObject();
        if (trouble is null)
        {
            WriteValid(json, world.App, token!);
        }
        else
        {
            WriteInvalid(json, trouble);
        }

        json.EndObject();
        json.EndObject();
        return GraphAnswer.Json(json);
    }

    private static void WriteInvalid(GraphJsonWriter json, GraphError trouble)
    {
        json.Name("error");
        json.StartObject();
        json.Number("code", trouble.Code);
        json.Text("message", trouble.Message);
        if (trouble.Subcode is { } subcode)
        {
            json.Number("subcode", subcode);
        }

        json.EndObject();
        json.Boolean("is_valid", value: false);
        json.Name("scopes");
        json.StartArray();
        json.EndArray();
    }

    private static void WriteValid(GraphJsonWriter json, SimulatedApp app, SimulatedToken token)
    {
        json.Text("app_id", app.Id);
        json.Text("type", token.Kind switch
        {
            TokenKind.User => "USER",
            TokenKind.Page => "PAGE",
            TokenKind.App => "APP",
            _ => "SYSTEM_USER",
        });
        json.Text("application", app.Name);
        json.Number("data_access_expires_at", token.DataAccessExpiresAt?.ToUnixTimeSeconds() ?? 0);
        json.Number("expires_at", token.ExpiresAt?.ToUnixTimeSeconds() ?? 0);
        json.Boolean("is_valid", value: true);
        json.Number("issued_at", token.IssuedAt.ToUnixTimeSeconds());
        if (token.PageId is not null)
        {
            json.Text("profile_id", token.PageId);
        }

        if (token.UserId is not null)
        {
            json.Text("user_id", token.UserId);
        }

        WriteScopes(json, token);
    }

    private static void WriteScopes(GraphJsonWriter json, SimulatedToken token)
    {
        json.Name("scopes");
        json.StartArray();
        foreach (var scope in token.Scopes)
        {
            json.Text(scope);
        }

        json.EndArray();
        json.Name("granular_scopes");
        json.StartArray();
        foreach (var scope in token.Scopes)
        {
            json.StartObject();
            json.Text("scope", scope);
            if (token.TargetPageIds is { Count: > 0 } targets && ScopesWithTargets.Contains(scope))
            {
                json.Name("target_ids");
                json.StartArray();
                foreach (var id in targets)
                {
                    json.Text(id);
                }

                json.EndArray();
            }

            json.EndObject();
        }

        json.EndArray();
    }
}
