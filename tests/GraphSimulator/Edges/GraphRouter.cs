using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>From a path to the edge that answers it.</summary>
internal static class GraphRouter
{
    /// <summary>Answers a call whose token has not been looked at yet.</summary>
    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call)
    {
        if (call.Method != "GET")
        {
            return call.Fail(GraphErrors.UnsupportedMethod(call.Method));
        }

        switch (call.Segments)
        {
            case ["oauth", "access_token"]:
                return OAuthEdge.AccessToken(world, call);
            case ["oauth", "revoke"]:
                return OAuthEdge.Revoke(world, call);
        }

        if (TokenGate.Check(call, world.App) is { } bad)
        {
            return call.Fail(bad);
        }

        var usage = world.Limits.Count(call);
        call.WasBlocked = usage.WasBlocked;
        var answer = usage.Error is { } spent ? call.Fail(spent) : Route(world, call);
        answer.Headers.AddRange(usage.Headers);
        return answer;
    }

    private static GraphAnswer Route(SimulatedWorld world, GraphCall call)
    {
        if (call.Parameters.Has("ids"))
        {
            return call.Fail(GraphErrors.IdsNotSupported);
        }

        if (call.Parameters.Has("date_format"))
        {
            return call.Fail(GraphErrors.DateFormatNotSupported);
        }

        return call.Segments switch
        {
            [] => call.Fail(GraphErrors.UnsupportedGet),
            ["debug_token"] => DebugTokenEdge.Answer(world, call),
            [SimulatedWorld.UserId or SimulatedWorld.SystemUserId, ..] when call.Segments[0] != call.Token!.UserId
                => call.Fail(GraphErrors.UnknownObject(call.Segments[0])),
            ["me" or SimulatedWorld.UserId or SimulatedWorld.SystemUserId, "accounts"] => PageListEdges.Accounts(world, call),
            ["me" or SimulatedWorld.UserId or SimulatedWorld.SystemUserId, "businesses"] => BusinessesEdge.Answer(world, call),
            ["me" or SimulatedWorld.UserId or SimulatedWorld.SystemUserId, "permissions"] => MeNode.Permissions(call),
            ["me" or SimulatedWorld.UserId or SimulatedWorld.SystemUserId] when call.Page is null => MeNode.Answer(call),
            _ => RouteNode(world, call),
        };
    }

    private static GraphAnswer RouteNode(SimulatedWorld world, GraphCall call)
    {
        var id = call.Segments[0];
        if (id.Contains('_', StringComparison.Ordinal) && id.Split('_') is [var left, var right] && IsNumber(left) && IsNumber(right))
        {
            return PostEdges.Post(world, call, id);
        }

        if (call.Page is { } page)
        {
            return call.Segments switch
            {
                [_] => PageNode.Answer(world, call, page),
                [_, "insights"] or [_, "insights", _] or [_, "insights", _, _] => InsightsEdge.Answer(world, call, page),
                [_, "published_posts" or "posts" or "feed"] => PostEdges.List(world, call, page),
                _ => call.Fail(GraphErrors.UnknownPath(string.Join('/', call.Segments.Skip(1)))),
            };
        }

        if (world.Businesses.FirstOrDefault(b => b.Id == id) is { } business)
        {
            return call.Edge switch
            {
                "owned_pages" => PageListEdges.OfBusiness(world, call, business, owned: true),
                "client_pages" => PageListEdges.OfBusiness(world, call, business, owned: false),
                _ => call.Fail(GraphErrors.UnknownPath(call.Edge)),
            };
        }

        return call.Fail(IsNumber(id) ? GraphErrors.UnknownObject(id) : GraphErrors.UnknownAlias(id));
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
