using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Insights;
using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>GET /{page-id}/insights[/{metric}[/{period}]]</summary>
internal static class InsightsEdge
{
    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call, SimulatedPage page)
    {
        if (PageGate.Check(call, page) is { } lost)
        {
            return call.Fail(lost);
        }

        if (!IsPageToken(world, call))
        {
            return call.Fail(world.NewPagesTokenError ? GraphErrors.PageTokenRequiredNewPages : GraphErrors.PageTokenRequired);
        }

        if (!call.Token!.HasScope("pages_read_engagement"))
        {
            return call.Fail(GraphErrors.EndpointPermission);
        }

        if (!page.Tasks.Contains("ANALYZE", StringComparer.Ordinal))
        {
            return call.Fail(GraphErrors.RoleMissing);
        }

        var parameters = call.Segments.Count > 2 ? WithPath(call) : call.Parameters;
        var (query, error) = Prepare(world, call, page, parameters, nested: false);
        if (error is not null)
        {
            return call.Fail(error);
        }

        if (page.Likes < 100 && world.FewLikesAreAnError)
        {
            return call.Fail(GraphErrors.FewLikes);
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        new InsightsWriter(world, call, page, query!).Write(json, IsEmpty(page) || !MayRead(world, call, page));
        if (world.UnknownMembers)
        {
            json.Boolean("x_undocumented", value: true);
        }

        json.EndObject();
        return GraphAnswer.Json(json);
    }

    /// <summary>Reads the query and weighs it.</summary>
    public static (InsightsQuery? Query, GraphError? Error) Prepare(
        SimulatedWorld world, GraphCall call, SimulatedPage page, CallParameters parameters, bool nested)
    {
        var (query, error) = InsightsQuery.Read(call, parameters, page, world, nested);
        if (error is not null)
        {
            return (null, error);
        }

        if (world.RefusesOldRanges && query!.Window.IsGiven && query.Window.Start < Time.PacificCalendar.DayOf(call.Now).AddYears(-2))
        {
            return (null, GraphErrors.SinceTooOld);
        }

        var periods = query!.Period is null ? 3 : 1;
        return world.TooMuchData is { } most && most.IsExceeded(page.Id, query.Metrics.Count, query.Window.Days, periods)
            ? (null, most.Error)
            : (query, null);
    }

    /// <summary>Without the right, or with lapsed data access, insights are empty: no error.</summary>
    public static bool MayRead(SimulatedWorld world, GraphCall call, SimulatedPage page)
        => IsPageToken(world, call)
            && page.Tasks.Contains("ANALYZE", StringComparer.Ordinal)
            && PageGate.HasRole(call, page)
            && call.Token!.HasScope("read_insights")
            && !call.Token.DataAccessLapsed(call.Now);

    public static bool IsEmpty(SimulatedPage page) => page.Likes < 100;

    private static bool IsPageToken(SimulatedWorld world, GraphCall call)
        => call.Token!.Kind == TokenKind.Page || (call.Token.Kind == TokenKind.SystemUser && world.SystemUserReadsInsights);

    private static CallParameters WithPath(GraphCall call)
    {
        List<KeyValuePair<string, string>> pairs = [.. call.Parameters.Pairs, new("metric", call.Segments[2])];
        if (call.Segments.Count > 3)
        {
            pairs.Add(new("period", call.Segments[3]));
        }

        return new CallParameters(pairs);
    }
}
