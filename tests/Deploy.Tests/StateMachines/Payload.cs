using System.Text.Json.Nodes;

namespace Deploy.Tests.StateMachines;

/// <summary>How states make what they hand on. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html</summary>
internal static class Payload
{
    /// <summary>What a state makes of a result by its <c>ResultSelector</c>, if it has one.</summary>
    public static JsonNode? Select(JsonObject state, JsonNode? result, JsonObject context) =>
        state["ResultSelector"] is { } selector ? Fill(selector, result, context) : result;

    /// <summary>The output, by <c>ResultPath</c>: without one the result takes the place of the input; with null it is dropped; else it is put into the input.</summary>
    public static JsonNode? Place(JsonObject state, JsonNode? input, JsonNode? result)
    {
        if (!state.TryGetPropertyValue("ResultPath", out var path))
        {
            return result;
        }

        if (path is null)
        {
            return input;
        }

        var name = path.GetValue<string>();
        Assert.Matches(@"^\$\.\w+$", name);
        var output = input!.DeepClone().AsObject();
        output[name[2..]] = result?.DeepClone();
        return output;
    }

    /// <summary>A template filled in: what a key that ends in <c>.$</c> holds is an expression.</summary>
    public static JsonNode? Fill(JsonNode? template, JsonNode? data, JsonNode context) => template switch
    {
        JsonObject map => new JsonObject(map.Select(pair => pair.Key.EndsWith(".$", StringComparison.Ordinal)
            ? KeyValuePair.Create(pair.Key[..^2], Intrinsic.Evaluate(pair.Value!.GetValue<string>(), data, context))
            : KeyValuePair.Create(pair.Key, Fill(pair.Value, data, context)))),
        JsonArray list => new JsonArray([.. list.Select(item => Fill(item, data, context))]),
        _ => template?.DeepClone(),
    };
}
