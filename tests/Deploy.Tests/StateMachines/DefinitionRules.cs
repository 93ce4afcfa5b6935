using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>What has to hold of the graph of a state machine, and of those within its maps.</summary>
internal static class DefinitionRules
{
    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<string> Violations(JsonObject definition) =>
        [.. JsonTree.SelfAndDescendants(definition).OfType<JsonObject>().Where(map => map.ContainsKey("StartAt")).SelectMany(Machine)];

    private static IEnumerable<string> Machine(JsonObject machine)
    {
        var states = machine["States"]!.AsObject();
        var start = machine["StartAt"]!.GetValue<string>();
        var targets = states.ToDictionary(pair => pair.Key, pair => Targets(pair.Value!.AsObject()).ToList(), StringComparer.Ordinal);
        foreach (var missing in targets.Values.SelectMany(names => names).Append(start).Distinct(StringComparer.Ordinal).Where(name => !states.ContainsKey(name)))
        {
            yield return $"The state '{missing}' does not exist.";
        }

        var reached = Reach([start], name => targets.GetValueOrDefault(name) ?? []);
        foreach (var name in states.Select(pair => pair.Key).Where(name => !reached.Contains(name)))
        {
            yield return $"The state '{name}' is never reached.";
        }

        var ends = states.Where(pair => IsEnd(pair.Value!.AsObject())).Select(pair => pair.Key);
        var ending = Reach(ends, name => targets.Where(pair => pair.Value.Contains(name, StringComparer.Ordinal)).Select(pair => pair.Key));
        foreach (var name in states.Select(pair => pair.Key).Where(name => !ending.Contains(name)))
        {
            yield return $"From the state '{name}' there is no way to an end.";
        }

        foreach (var (name, state) in states.Where(pair => pair.Value!["Type"]!.GetValue<string>() is not ("Choice" or "Succeed" or "Fail")))
        {
            if (state!["Next"] is null == state["End"] is null)
            {
                yield return $"The state '{name}' has neither or both of Next and End.";
            }
        }

        foreach (var (name, _) in states.Where(pair => pair.Value!["Type"]!.GetValue<string>() == "Choice" && pair.Value["Default"] is null))
        {
            yield return $"The choice '{name}' has no Default.";
        }
    }

    private static bool IsEnd(JsonObject state) => state["Type"]!.GetValue<string>() is "Succeed" or "Fail" || state["End"]?.GetValue<bool>() == true;

    // What lies within a map's own states is a machine of its own.
    private static IEnumerable<string> Targets(JsonObject state) =>
        new[] { state["Next"], state["Default"] }
            .Concat((state["Choices"]?.AsArray() ?? []).Select(choice => choice!["Next"]))
            .Concat((state["Catch"]?.AsArray() ?? []).Select(catcher => catcher!["Next"]))
            .OfType<JsonNode>()
            .Select(target => target.GetValue<string>());

    private static HashSet<string> Reach(IEnumerable<string> from, Func<string, IEnumerable<string>> onward)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(from);
        while (queue.TryDequeue(out var name))
        {
            if (reached.Add(name))
            {
                foreach (var next in onward(name))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
