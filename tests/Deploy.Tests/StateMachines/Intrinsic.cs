using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>The intrinsic functions that the definitions use. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html</summary>
internal static class Intrinsic
{
    /// <summary>The value of an expression: a path, or a function of values.</summary>
    public static JsonNode? Evaluate(string expression, JsonNode? data, JsonNode context)
    {
        var text = expression.Trim();
        if (text.StartsWith('$'))
        {
            return JsonPath.Evaluate(text, data, context);
        }

        if (text.StartsWith('\''))
        {
            return text[1..^1];
        }

        if (!text.StartsWith("States.", StringComparison.Ordinal))
        {
            return int.Parse(text);
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        Assert.EndsWith(")", text, StringComparison.Ordinal);
        var arguments = Split(text[(open + 1)..^1]).Select(argument => Evaluate(argument, data, context)).ToList();
        return text[..open] switch
        {
            "States.Array" => new JsonArray([.. arguments]),
            "States.ArrayLength" => List(arguments[0]).Count,
            "States.ArrayGetItem" => Number(arguments[1]) is var index && index >= 0 && index < List(arguments[0]).Count
                ? List(arguments[0])[index]?.DeepClone()
                : throw new StatesError("States.IntrinsicFailure", $"{expression}: no such item"),
            "States.MathAdd" => Number(arguments[0]) + Number(arguments[1]),
            "States.JsonToString" => arguments[0]?.ToJsonString() ?? "null",
            "States.Format" => Format(arguments),
            var name => throw new NotSupportedException(name),
        };
    }

    private static JsonArray List(JsonNode? node) => node as JsonArray ?? throw new StatesError("States.IntrinsicFailure", "a list is expected");

    private static int Number(JsonNode? node) => JsonTree.Number(node) is { } number ? (int)number : throw new StatesError("States.IntrinsicFailure", "a number is expected");

    private static string Format(List<JsonNode?> arguments)
    {
        var parts = arguments[0]!.GetValue<string>().Split("{}");
        Assert.Equal(parts.Length, arguments.Count);
        Assert.All(arguments, argument => Assert.True(argument is null or JsonValue, "States.Format takes no lists and objects."));
        return string.Concat(parts.Select((part, index) => index == 0 ? part : arguments[index] + part));
    }

    // Commas within quotes and parentheses don't separate.
    private static IEnumerable<string> Split(string text)
    {
        var (depth, quoted, start) = (0, false, 0);
        for (var index = 0; index < text.Length; index++)
        {
            quoted ^= text[index] == '\'';
            depth += quoted ? 0 : text[index] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (text[index] == ',' && !quoted && depth == 0)
            {
                yield return text[start..index];
                start = index + 1;
            }
        }

        yield return text[start..];
    }
}
