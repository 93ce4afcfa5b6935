using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Acceptance.Tests.Harness;

/// <summary>YAML files as JSON, so that the same rules judge both.</summary>
internal static class Yaml
{
    /// <summary>The first document of a file.</summary>
    public static JsonObject Load(string path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(path);
        stream.Load(reader);
        return (JsonObject)From(stream.Documents[0].RootNode)!;
    }

    private static JsonNode? From(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, From(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(From)]),
        YamlScalarNode scalar => Of(scalar),
        _ => throw new FormatException($"{node.Start}: an alias is not expected here."),
    };

    private static JsonNode? Of(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            _ => text,
        };
    }
}
