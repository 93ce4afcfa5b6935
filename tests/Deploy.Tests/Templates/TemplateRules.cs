using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Templates;

/// <summary>What has to hold in every template.</summary>
internal static partial class TemplateRules
{
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const int LongestTemplate = 51_200;

    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    private static readonly string[] PseudoParameters =
        ["AWS::AccountId", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::StackName", "AWS::URLSuffix"];

    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<string> Violations(Template template) =>
    [
        .. References(template).Distinct(StringComparer.Ordinal),
        .. Unused(template),
        .. Types(template),
        .. Descriptions(template),
        .. Wildcards(template),
        .. template.Text.Length > LongestTemplate ? [$"It is longer than the {LongestTemplate} bytes that can be deployed without a bucket."] : Array.Empty<string>(),
        .. template.Text.Where(character => character > '~').Distinct().Select(character => $"'{character}' becomes '?' in CloudFormation."),
    ];

    private static IEnumerable<string> References(Template template)
    {
        foreach (var name in Referenced(template.Root))
        {
            var (id, attribute) = name.Split('.', 2) is [var first, var second] ? (first, second) : (name, null);
            if (attribute is null ? !IsName(template, id) : template.TypeOf(id) is not { } type || !ResourceTypes.HasAttribute(type, attribute))
            {
                yield return $"'{name}' is referred to and does not exist.";
            }
        }

        foreach (var name in ReferencedConditions(template).Where(name => template.Conditions[name] is null))
        {
            yield return $"The condition '{name}' does not exist.";
        }

        foreach (var id in JsonTree.Values(template.Resources, "DependsOn").SelectMany(JsonTree.Strings).Where(id => template.Resources[id] is null))
        {
            yield return $"DependsOn names '{id}', which does not exist.";
        }

        foreach (var find in JsonTree.Values(template.Root, "Fn::FindInMap").Where(find => template.Root["Mappings"]?[find[0]!.GetValue<string>()] is null))
        {
            yield return $"The mapping '{find[0]}' does not exist.";
        }
    }

    private static IEnumerable<string> Unused(Template template)
    {
        var used = Referenced(template.Root).ToHashSet(StringComparer.Ordinal);
        var conditions = ReferencedConditions(template).ToHashSet(StringComparer.Ordinal);
        return template.Parameters.Where(pair => !used.Contains(pair.Key)).Select(pair => $"The parameter '{pair.Key}' is not used.")
            .Concat(template.Conditions.Where(pair => !conditions.Contains(pair.Key)).Select(pair => $"The condition '{pair.Key}' is not used."));
    }

    private static IEnumerable<string> Types(Template template)
    {
        foreach (var (id, resource) in template.Resources)
        {
            var type = resource!["Type"]?.GetValue<string>() ?? "";
            if (!ResourceTypes.IsKnown(type))
            {
                yield return $"{id} has the type '{type}', which is not among those that are known.";
            }

            foreach (var property in ResourceTypes.RequiredBy(type).Where(property => resource["Properties"]?[property] is null))
            {
                yield return $"{id} ({type}) lacks {property}.";
            }

            if (type == "AWS::S3::Bucket" && (resource["DeletionPolicy"]?.GetValue<string>() != "Retain" || resource["UpdateReplacePolicy"]?.GetValue<string>() != "Retain"))
            {
                yield return $"{id} would go with the stack, and the data with it.";
            }
        }
    }

    private static IEnumerable<string> Descriptions(Template template) =>
        template.Parameters.Concat(template.Outputs).Where(pair => pair.Value!["Description"] is null).Select(pair => $"'{pair.Key}' has no description.");

    // Right before the statement, or before the condition that it stands under, a comment says why nothing narrower will do.
    private static IEnumerable<string> Wildcards(Template template)
    {
        var lines = template.Text.Split('\n').Select(line => line.Trim()).ToList();
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Contains("Resource: \"*\"", StringComparison.Ordinal))
            {
                var start = lines.FindLastIndex(index, line => line.StartsWith("- Sid", StringComparison.Ordinal) || line.StartsWith("- {Sid", StringComparison.Ordinal));
                var before = lines.FindLastIndex(start - 1, line => !line.StartsWith("- !If", StringComparison.Ordinal) && !Condition().IsMatch(line));
                if (!lines[before].StartsWith('#'))
                {
                    yield return $"Line {index + 1} allows every resource and does not say why.";
                }
            }
        }
    }

    private static bool IsName(Template template, string id) =>
        template.Parameters[id] is not null || template.Resources[id] is not null || PseudoParameters.Contains(id, StringComparer.Ordinal);

    // A resource's Condition is a string; within Conditions, {"Condition": "X"} is too. A policy statement's is an object.
    private static IEnumerable<string> ReferencedConditions(Template template) =>
        JsonTree.Values(template.Root, "Condition").Where(node => node is JsonValue).Select(node => node.GetValue<string>())
            .Concat(JsonTree.Values(template.Root, "Fn::If").Select(node => node[0]!.GetValue<string>()));

    // Names, and names with attributes as Name.Attribute.
    private static IEnumerable<string> Referenced(JsonNode root)
    {
        foreach (var name in JsonTree.Values(root, "Ref"))
        {
            yield return name.GetValue<string>();
        }

        foreach (var attribute in JsonTree.Values(root, "Fn::GetAtt"))
        {
            yield return string.Join('.', JsonTree.Strings(attribute));
        }

        foreach (var sub in JsonTree.Values(root, "Fn::Sub"))
        {
            var (text, own) = sub is JsonArray list ? (list[0]!.GetValue<string>(), list[1]!.AsObject()) : (sub.GetValue<string>(), []);
            foreach (var name in Placeholders.In(text).Where(name => !own.ContainsKey(name)))
            {
                yield return name;
            }
        }
    }

    [GeneratedRegex("^- [A-Z][A-Za-z]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();
}
