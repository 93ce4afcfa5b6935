using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>Rules of a Choice state. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html</summary>
internal static class Choice
{
    /// <summary>Whether a rule holds. What it compares must be there, unless it asks just that.</summary>
    public static bool Holds(JsonObject rule, JsonNode? data, JsonNode context)
    {
        if (rule["And"] is JsonArray all)
        {
            return all.All(part => Holds(part!.AsObject(), data, context));
        }

        var path = rule["Variable"]!.GetValue<string>();
        var (test, operand) = rule.Single(pair => pair.Key is not ("Variable" or "Next"));
        if (test == "IsPresent")
        {
            return JsonPath.IsPresent(path, data, context) == operand!.GetValue<bool>();
        }

        var value = JsonPath.Evaluate(path, data, context) as JsonValue;
        return test switch
        {
            "IsNumeric" => JsonTree.Number(value) is not null == operand!.GetValue<bool>(),
            "BooleanEquals" => value is not null && value.TryGetValue<bool>(out var flag) && flag == operand!.GetValue<bool>(),
            "NumericGreaterThanEquals" => JsonTree.Number(value) >= JsonTree.Number(operand),
            "StringEquals" => value is not null && value.TryGetValue<string>(out var text) && text == operand!.GetValue<string>(),
            "StringEqualsPath" => value is not null && value.TryGetValue<string>(out var text) && text == JsonPath.Evaluate(operand!.GetValue<string>(), data, context)?.ToString(),
            _ => throw new NotSupportedException(test),
        };
    }
}
