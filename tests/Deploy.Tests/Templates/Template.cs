using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Templates;

/// <summary>
/// A CloudFormation template as JSON, its short tags (<c>!Ref</c>) in the long form (<c>{"Ref": …}</c>).
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
/// </summary>
internal sealed class Template
{
    private Template(string text, JsonObject root)
    {
        Text = text;
        Root = root;
    }

    /// <summary>The file as it is written.</summary>
    public string Text { get; }

    /// <summary>The template.</summary>
    public JsonObject Root { get; }

    public JsonObject Parameters => Section("Parameters");

    public JsonObject Conditions => Section("Conditions");

    public JsonObject Rules => Section("Rules");

    public JsonObject Resources => Section("Resources");

    public JsonObject Outputs => Section("Outputs");

    /// <summary>A resource.</summary>
    public JsonObject Resource(string id) => Resources[id]!.AsObject();

    /// <summary>The type of a resource, such as <c>AWS::S3::Bucket</c>; null when there is no such resource.</summary>
    public string? TypeOf(string id) => Resources[id]?["Type"]?.GetValue<string>();

    /// <summary>Reads a template.</summary>
    public static Template Parse(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return new Template(text, From(Assert.Single(stream.Documents).RootNode)!.AsObject());
    }

    private JsonObject Section(string name) => Root[name]?.AsObject() ?? [];

    private static JsonNode? From(YamlNode node)
    {
        var content = node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, From(pair.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(From)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new FormatException($"{node.Start}: CloudFormation knows no alias."),
        };
        return node.Tag.IsEmpty || !node.Tag.Value.StartsWith('!') || node.Tag.Value == "!" ? content : Tagged(node.Tag.Value[1..], content!);
    }

    private static JsonObject Tagged(string tag, JsonNode content) => tag switch
    {
        "Ref" or "Condition" => new JsonObject { [tag] = content },
        "GetAtt" when content is JsonValue => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. content.GetValue<string>().Split('.', 2).Select(part => JsonValue.Create(part))]) },
        _ => new JsonObject { [$"Fn::{tag}"] = content },
    };

    private static JsonNode? Scalar(YamlScalarNode scalar) => scalar.Value switch
    {
        var text when scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty => text,
        null or "" or "null" => null,
        "true" => true,
        "false" => false,
        var text when long.TryParse(text, out var number) => number,
        var text => text,
    };
}
