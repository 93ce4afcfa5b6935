using System.Text.Json;

namespace Source.FacebookPages.Tests.Configuration;

/// <summary>The cases of <c>configurations.json</c>.</summary>
/// <param name="Name">What is special about the configuration.</param>
/// <param name="Json">The configuration.</param>
/// <param name="Mistakes">The paths of the keys that the reader must complain about, in its order; empty for a valid configuration.</param>
/// <param name="Differs">Why the schema alone judges otherwise; null when it agrees.</param>
internal sealed record ConfigurationCase(string Name, string Json, IReadOnlyList<string> Mistakes, string? Differs)
{
    /// <summary>All cases. <c>with</c> adds keys to the minimal configuration, <c>config</c> is a whole one, <c>config_text</c> too, letter by letter.</summary>
    public static IReadOnlyList<ConfigurationCase> All()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(
            RepositoryFiles.PathOf("tests", "Source.FacebookPages.Tests", "Configuration", "configurations.json")));
        return [.. document.RootElement.EnumerateArray().Select(Parse)];
    }

    private static ConfigurationCase Parse(JsonElement element) => new(
        element.GetProperty("case").GetString()!,
        element.TryGetProperty("with", out var with) ? Configurations.With(with.GetRawText())
            : element.TryGetProperty("config_text", out var text) ? text.GetString()!
            : element.GetProperty("config").GetRawText(),
        [.. element.GetProperty("mistakes").EnumerateArray().Select(path => path.GetString()!)],
        element.TryGetProperty("differs", out var reason) ? reason.GetString() : null);
}
