using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>/me/businesses</summary>
internal static class BusinessesEdge
{
    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call)
    {
        if (call.Token!.Kind is TokenKind.Page)
        {
            return call.Fail(GraphErrors.NoField("businesses"));
        }

        if (!call.Token.HasScope("business_management"))
        {
            return call.Fail(GraphErrors.MissingPermission);
        }

        var businesses = world.Businesses;
        var (listing, error) = Listing.Read(call, $"{call.Token.UserId}/businesses", businesses.Count, world);
        if (error is not null)
        {
            return call.Fail(error);
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartArray();
        foreach (var business in businesses.Skip(listing!.Start).Take(listing.Count))
        {
            json.StartObject();
            json.Text("id", business.Id);
            json.Text("name", business.Name);
            json.EndObject();
        }

        json.EndArray();
        listing.WritePaging(json);
        json.EndObject();
        return GraphAnswer.Json(json);
    }
}
