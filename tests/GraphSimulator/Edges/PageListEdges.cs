using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>Lists of Pages: /me/accounts, and owned_pages and client_pages of a business.</summary>
internal static class PageListEdges
{
    private static readonly IReadOnlyList<FieldSelection> DefaultFields = FieldSelection.Parse("access_token,category,category_list,name,id,tasks");
    private static readonly IReadOnlyList<FieldSelection> DefaultOfBusiness = FieldSelection.Parse("name,id");

    public static GraphAnswer Accounts(SimulatedWorld world, GraphCall call)
    {
        var token = call.Token!;
        if (token.Kind is TokenKind.Page or TokenKind.App)
        {
            return call.Fail(GraphErrors.NoField("accounts", token.Kind == TokenKind.Page ? "Page" : "Application"));
        }

        var pages = token.DataAccessLapsed(call.Now) || !token.HasScope("pages_show_list")
            ? []
            : world.Pages.All.Where(p => p.IsListed && token.Covers(p.Id)).ToList();
        if (token.Kind == TokenKind.SystemUser && pages.TrueForAll(p => !p.HasRole) && world.Pages.Count > 0)
        {
            return call.Fail(GraphErrors.NoRoleOnAnyPage);
        }

        return List(world, call, $"{token.UserId}/accounts", pages, DefaultFields);
    }

    public static GraphAnswer OfBusiness(SimulatedWorld world, GraphCall call, SimulatedBusiness business, bool owned)
    {
        if (!call.Token!.HasScope("business_management") || call.Token.Kind is TokenKind.Page or TokenKind.App)
        {
            return call.Fail(GraphErrors.MissingPermission);
        }

        var pages = world.Pages.All.Where(p => (owned ? p.OwnedByBusiness : p.ClientOfBusiness) == business.Id).ToList();
        return List(world, call, $"{business.Id}/{(owned ? "owned_pages" : "client_pages")}", pages, DefaultOfBusiness);
    }

    private static GraphAnswer List(SimulatedWorld world, GraphCall call, string path, List<SimulatedPage> pages, IReadOnlyList<FieldSelection> defaults)
    {
        var fields = call.Parameters["fields"] is { Length: > 0 } text ? FieldSelection.Parse(text) : defaults;
        var writer = new PageWriter(world, call);
        if (writer.CheckFields(fields, page: null) is { } badField)
        {
            return call.Fail(badField);
        }

        var (listing, error) = Listing.Read(call, path, pages.Count, world);
        if (error is not null)
        {
            return call.Fail(error);
        }

        var json = new GraphJsonWriter();
        json.StartObject();
        json.Name("data");
        json.StartArray();
        foreach (var page in pages.Skip(listing!.Start).Take(listing.Count))
        {
            json.StartObject();
            writer.WriteFields(json, page, fields);
            json.EndObject();
        }

        json.EndArray();
        listing.WritePaging(json);
        listing.WriteSummary(json);
        json.EndObject();
        return GraphAnswer.Json(json);
    }
}
