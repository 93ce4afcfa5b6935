using System.Text.Json;
using Airbyte.Cdk;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Configuration;

/// <summary>Builds configurations and reads them.</summary>
internal static class Configurations
{
    /// <summary>A configuration with nothing but what is required.</summary>
    public const string Minimal = """{"credentials": {"auth_type": "access_token", "access_token": "EAABsbCS1iHgBO7"}}""";

    /// <summary>These keys, and the minimal configuration's credentials unless they are among them. Texts are kept letter by letter.</summary>
    public static string With(string keys)
    {
        using var added = JsonDocument.Parse(keys);
        var rest = keys.Trim()[1..].TrimStart();
        return added.RootElement.TryGetProperty("credentials", out _) ? keys
            : rest == "}" ? Minimal
            : $"{Minimal[..^1]}, {rest}";
    }

    /// <summary>Reads a configuration.</summary>
    public static SourceConfig Read(string json, string? deploymentMode = null)
    {
        using var document = JsonDocument.Parse(json);
        return SourceConfigReader.Read(document.RootElement, name => name == "DEPLOYMENT_MODE" ? deploymentMode : null);
    }

    /// <summary>The mistakes of a configuration; empty when it is valid.</summary>
    public static IReadOnlyList<string> Mistakes(string json, string? deploymentMode = null)
    {
        try
        {
            Read(json, deploymentMode);
            return [];
        }
        catch (ConfigurationException exception)
        {
            return exception.Mistakes;
        }
    }
}
