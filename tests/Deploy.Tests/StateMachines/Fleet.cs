using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>Executions of the fleet's state machine, with stand-ins for what it calls.</summary>
internal sealed class Fleet(params (string Name, string Value)[] parameters)
{
    /// <summary>How many Pages the plan is for.</summary>
    public int Pages { get; init; } = 100;

    /// <summary>The template; the one in <c>deploy/</c> unless given.</summary>
    public Template Template { get; init; } = TemplateFile.Load("fleet.yaml");

    /// <summary>The answer of the plan, if it is not the usual one.</summary>
    public JsonNode? Plan { get; init; }

    /// <summary>What a call for a shard brings: its name and the number of the call, from 1.</summary>
    public Func<string, int, TaskResult> Sync { get; init; } = (_, _) => TaskResult.Payload(Answers.Succeeded);

    /// <summary>Runs it to its end.</summary>
    public Execution Run()
    {
        var stack = new Stack(Template, parameters);
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        var execution = new Execution(stack.Definition(), Perform);
        execution.Run();
        return execution;

        TaskResult Perform(TaskCall call)
        {
            switch (call.Resource)
            {
                case "arn:aws:states:::aws-sdk:sfn:listExecutions":
                    return TaskResult.Of(new JsonObject { ["Executions"] = new JsonArray(new JsonObject { ["ExecutionArn"] = Execution.Id }) });
                case "arn:aws:states:::lambda:invoke" when call.Parameters["Payload"]!["command"]!.GetValue<string>() == "plan":
                    return TaskResult.Payload(Plan?.DeepClone() ?? Answers.Plan(Pages, (int)JsonTree.Number(call.Parameters["Payload"]!["pages_per_worker"])!));
                default:
                    var shard = ShardOf(call);
                    calls[shard] = calls.GetValueOrDefault(shard) + 1;
                    return Sync(shard, calls[shard]);
            }
        }
    }

    /// <summary>The shard that a call is for; empty where it is for none.</summary>
    public static string ShardOf(TaskCall call)
    {
        var command = JsonTree.Strings(call.Parameters["Overrides"]?["ContainerOverrides"]?[0]?["Command"]).ToList();
        return call.Parameters["Payload"]?["pages_shard"]?.GetValue<string>() ?? command.ElementAtOrDefault(command.IndexOf("--pages-shard") + 1) ?? "";
    }
}
