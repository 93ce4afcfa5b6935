using System.Text.Json;

namespace Demo;

/// <summary>Step 1: which configuration does the connector want?</summary>
internal static class SpecStep
{
    public static async Task RunAsync(Story story)
    {
        var screen = story.Screen;
        screen.Heading("1. spec: which configuration does the connector want?");
        var answer = await story.RunAsync("spec");

        var specification = answer.Only("SPEC").GetProperty("connectionSpecification");
        var required = specification.GetProperty("required").EnumerateArray().Select(key => key.GetString()).ToList();
        var properties = specification.GetProperty("properties").EnumerateObject().ToList();
        SurpriseException.Unless(required is ["credentials"], "The specification requires other keys than credentials.");

        screen.Text($"{properties.Count} keys, of which only credentials is required:");
        screen.Blank();
        var table = new TextTable("about", "keys");
        foreach (var group in specification.GetProperty("groups").EnumerateArray())
        {
            var id = group.GetProperty("id").GetString();
            var keys = properties.Where(property => property.Value.GetProperty("group").ValueEquals(id)).ToList();
            table.Add(group.GetProperty("title").GetString()!, Keys(keys.Take(5)));
            foreach (var more in keys.Skip(5).Chunk(5))
            {
                table.Add("", Keys(more));
            }
        }

        screen.Table(table);
    }

    private static string Keys(IEnumerable<JsonProperty> properties) => string.Join(", ", properties.Select(property => property.Name));
}
