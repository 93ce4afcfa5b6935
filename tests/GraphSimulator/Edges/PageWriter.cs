using System.Text.Json;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Pages;
using GraphSimulator.Time;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>Writes the fields of a Page. What is unset or not for the caller is silently absent.</summary>
internal sealed class PageWriter(SimulatedWorld world, GraphCall call)
{
    /// <summary>The error that the first bad field causes, or null.</summary>
    /// <param name="fields">What was asked for.</param>
    /// <param name="page">The Page; null for a listing.</param>
    public GraphError? CheckFields(IReadOnlyList<FieldSelection> fields, SimulatedPage? page)
    {
        var today = PacificCalendar.DayOf(call.Now);
        foreach (var field in fields)
        {
            var exists = field.Name switch
            {
                "tasks" => page is null,
                "insights" => page is not null,
                _ => PageFields.Exists(field.Name, call.Version, today) && !world.RefusedPageFields.ContainsKey(field.Name),
            };
            if (!exists || page?.RefusedFields.ContainsKey(field.Name) == true)
            {
                return GraphErrors.NoField(field.Name);
            }
        }

        return null;
    }

    /// <summary>The members of one Page, into an open object; <c>id</c> is always there.</summary>
    public void WriteFields(GraphJsonWriter json, SimulatedPage page, IReadOnlyList<FieldSelection> fields)
    {
        var role = PageGate.HasRole(call, page);
        foreach (var field in fields)
        {
            WriteField(json, page, field, role);
        }

        if (world.UnknownMembers)
        {
            json.Name("x_undocumented");
            json.Raw("""{"nested":[1,2.5,null,{"deep":true}]}"""u8);
        }

        if (!fields.Any(f => f.Name == "id"))
        {
            json.Text("id", page.Id);
        }
    }

    private void WriteField(GraphJsonWriter json, SimulatedPage page, FieldSelection field, bool role)
    {
        switch (field.Name)
        {
            case "id":
                json.Text("id", page.Id);
                break;
            case "name":
                json.Text("name", page.Name);
                break;
            case "access_token":
                if (role && !page.TokenWithheld)
                {
                    json.Text("access_token", world.Tokens.PageTokenFor(page, call.Token!).Value);
                }

                break;
            case "tasks":
                json.Name("tasks");
                json.StartArray();
                foreach (var task in page.Tasks)
                {
                    json.Text(task);
                }

                json.EndArray();
                break;
            case "fan_count":
                json.Number("fan_count", page.Likes);
                break;
            case "followers_count":
                json.Number("followers_count", page.Followers);
                break;
            case "is_published":
                json.Boolean("is_published", page.IsPublished);
                break;
            case "business" when call.Token!.HasScope("business_management") && page.OwnedByBusiness is { } owner:
                WriteBusiness(json, owner);
                break;
            case "insights" or "business":
                break;
            default:
                if ((role || !PageFields.OfInsiders.Contains(field.Name)) && page.Fields.TryGetValue(field.Name, out var value))
                {
                    WriteRaw(json, field, value);
                }

                break;
        }
    }

    private void WriteBusiness(GraphJsonWriter json, string id)
    {
        json.Name("business");
        json.StartObject();
        json.Text("id", id);
        json.Text("name", world.Businesses.FirstOrDefault(b => b.Id == id)?.Name ?? "Business");
        json.EndObject();
    }

    private static void WriteRaw(GraphJsonWriter json, FieldSelection field, string value)
    {
        using var document = JsonDocument.Parse(value);
        json.Name(field.Name);
        WriteSelected(json, document.RootElement, field.Children);
    }

    private static void WriteSelected(GraphJsonWriter json, JsonElement value, IReadOnlyList<FieldSelection> children)
    {
        if (children.Count > 0 && value.ValueKind == JsonValueKind.Array)
        {
            json.StartArray();
            foreach (var item in value.EnumerateArray())
            {
                WriteSelected(json, item, children);
            }

            json.EndArray();
        }
        else if (children.Count > 0 && value.ValueKind == JsonValueKind.Object)
        {
            json.StartObject();
            foreach (var child in children)
            {
                if (value.TryGetProperty(child.Name, out var member))
                {
                    json.Name(child.Name);
                    WriteSelected(json, member, child.Children);
                }
            }

            json.EndObject();
        }
        else
        {
            json.Value(value);
        }
    }
}
