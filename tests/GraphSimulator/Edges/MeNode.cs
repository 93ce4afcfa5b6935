using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>The user behind a token: /me, /{user-id}, and /me/permissions.</summary>
internal static class MeNode
{
    public static GraphAnswer Answer(GraphCall call)
    {
        var token = call.Token!;
        if (token.Kind == TokenKind.App)
        {
            return call.Fail(GraphErrors.NoTokenForMe);
        }

        var fields = FieldSelection.Parse(call.Parameters["fields"] ?? "name,id");
        foreach (var field in fields)
        {
            if (field.Name is not ("id" or "name" or "first_name" or "last_name" or "email"))
            {
                return call.Fail(GraphErrors.NoField(field.Name, "User"));
            }
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        if (fields.Any(f => f.Name == "name"))
        {
            json.Text("name", token.Kind == TokenKind.SystemUser ? "Reporting Bot" : "Ada Example");
        }

        json.Text("id", token.UserId!);
        json.EndObject();
        return GraphAnswer.Json(json);
    }

    public static GraphAnswer Permissions(GraphCall call)
    {
        if (call.Token!.Kind == TokenKind.Page)
        {
            return call.Fail(GraphErrors.NoField("permissions"));
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartArray();
        foreach (var scope in SimulatedToken.AllScopes)
        {
            json.StartObject();
            json.Text("permission", scope);
            json.Text("status", call.Token.HasScope(scope) ? "granted" : "declined");
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
        return GraphAnswer.Json(json);
    }
}
