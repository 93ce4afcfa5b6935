using System.Text.Json;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Configuration;

/// <summary>The specification as it is built into the executable.</summary>
internal static class Specification
{
    public static JsonElement Load()
    {
        using var stream = typeof(SourceConfig).Assembly.GetManifestResourceStream("spec.json");
        Assert.NotNull(stream);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static IReadOnlyDictionary<string, JsonElement> Properties() =>
        Load().GetProperty("connectionSpecification").GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
}
