using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Insights;
using GraphSimulator.Pages;

namespace GraphSimulator.Edges;

/// <summary>GET /{page-id}, with field expansion for insights.</summary>
internal static class PageNode
{
    private static readonly IReadOnlyList<FieldSelection> DefaultFields = FieldSelection.Parse("name,id");
    private static readonly HashSet<string> ForEverybody = new(StringComparer.Ordinal) { "id", "name", "access_token", "insights" };

    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call, SimulatedPage page)
    {
        if (PageGate.Check(call, page) is { } lost)
        {
            return call.Fail(lost);
        }

        var fields = call.Parameters["fields"] is { Length: > 0 } text ? FieldSelection.Parse(text) : DefaultFields;
        var writer = new PageWriter(world, call);
        if (writer.CheckFields(fields, page) is { } badField)
        {
            return call.Fail(badField);
        }

        if (!call.Token!.HasScope("pages_read_engagement") && fields.Any(f => !ForEverybody.Contains(f.Name)))
        {
            return call.Fail(GraphErrors.EndpointPermission);
        }

        InsightsQuery? insights = null;
        CallParameters? parameters = null;
        if (fields.FirstOrDefault(f => f.Name == "insights") is { } expansion && InsightsEdge.MayRead(world, call, page))
        {
            parameters = new CallParameters(expansion.Modifiers);
            (insights, var error) = InsightsEdge.Prepare(world, call, page, parameters, nested: true);
            if (error is not null)
            {
                return call.Fail(error);
            }
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        if (insights is not null)
        {
            json.Name("insights");
            json.StartObject();
            new InsightsWriter(world, call, page, insights).Write(json, InsightsEdge.IsEmpty(page));
            json.EndObject();
        }

        writer.WriteFields(json, page, fields);
        json.EndObject();
        return GraphAnswer.Json(json);
    }
}
