using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Tests.Templates;

namespace Deploy.Tests.Policies;

/// <summary>
/// What a role may do: its policies, and the managed ones of the template, as IAM evaluates them. There are only statements that allow.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// </summary>
internal sealed class Policy
{
    private readonly List<JsonObject> _statements;

    private Policy(IEnumerable<JsonNode> documents) =>
        _statements = [.. documents.SelectMany(document => document["Statement"]!.AsArray()).Select(statement => statement!.AsObject())];

    /// <summary>Each action of each statement with each resource that it is allowed on.</summary>
    public IEnumerable<(string Action, string Resource)> Grants =>
        from statement in _statements
        from action in JsonTree.Strings(statement["Action"])
        from resource in JsonTree.Strings(statement["Resource"])
        select (action, resource);

    /// <summary>The policy of a role in a stack.</summary>
    public static Policy Of(Stack stack, string role)
    {
        var properties = stack.Properties(role)!;
        var managed = JsonTree.Strings(properties["ManagedPolicyArns"]).Select(arn => arn.Split('/')[^1]);
        var attached = stack.Resources.Where(id => JsonTree.Strings(stack.Properties(id)!["Roles"]).Contains(role, StringComparer.Ordinal));
        return new Policy(
        [
            .. (properties["Policies"]?.AsArray() ?? []).Select(policy => policy!["PolicyDocument"]!),
            .. managed.Concat(attached).Select(id => stack.Properties(id)!["PolicyDocument"]!),
        ]);
    }

    /// <summary>Whether a call is allowed.</summary>
    public bool Allows(Call call) => _statements.Any(statement =>
        statement["Effect"]!.GetValue<string>() == "Allow"
        && JsonTree.Strings(statement["Action"]).Any(pattern => Matches(pattern, call.Action))
        && JsonTree.Strings(statement["Resource"]).Any(pattern => Matches(pattern, call.Resource))
        && Meets(statement["Condition"]?.AsObject() ?? [], call.Context));

    /// <summary>Whether a text matches a pattern of IAM, in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
    public static bool Matches(string pattern, string text) => Regex.IsMatch(
        text,
        $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
        RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    // A key that the request lacks does not meet a condition.
    private static bool Meets(JsonObject condition, IReadOnlyDictionary<string, string> context) =>
        condition.All(test => test.Value!.AsObject().All(key => context.TryGetValue(key.Key, out var value) && JsonTree.Strings(key.Value).Any(pattern => test.Key switch
        {
            "StringEquals" => pattern == value,
            "StringLike" or "ArnEquals" => Matches(pattern, value),
            _ => throw new NotSupportedException(test.Key),
        })));
}
