using System.Text;
using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>
/// Runs a state machine in no time, with stand-ins for its tasks: the part of the Amazon States Language that the templates use, and an error for the rest.
/// https://states-language.net/spec.html
/// </summary>
internal sealed class Execution(JsonObject definition, Func<TaskCall, TaskResult> perform)
{
    /// <summary>What a state may take or give, in bytes. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html</summary>
    public const int PayloadLimit = 256 * 1024;

    public const string Id = "arn:aws:states:eu-west-1:111122223333:execution:StateMachine:mine";

    // Which fields each type of state may have here. A slip of the pen is one that is not among them.
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["Pass"] = ["InputPath", "Parameters", "Next", "End"],
        ["Task"] = ["Resource", "Parameters", "ResultSelector", "ResultPath", "Retry", "Catch", "Next", "End", "TimeoutSeconds"],
        ["Choice"] = ["Choices", "Default"],
        ["Wait"] = ["SecondsPath", "Next", "End"],
        ["Map"] = ["Label", "MaxConcurrency", "ItemsPath", "ItemSelector", "ItemProcessor", "ResultSelector", "Next", "End"],
        ["Succeed"] = [],
        ["Fail"] = ["Error", "Cause", "CausePath"],
    };

    private readonly List<TaskCall> _calls = [];

    /// <summary>The tasks that were done, in the order of their start.</summary>
    public IReadOnlyList<TaskCall> Calls => [.. _calls.OrderBy(call => call.Start)];

    /// <summary>The seconds that were waited, one after the other.</summary>
    public List<double> Waits { get; } = [];

    /// <summary>The largest payload that passed a state, in bytes.</summary>
    public int LargestPayload { get; private set; }

    /// <summary>The error that the execution ended with, or null.</summary>
    public StatesError? Failure { get; private set; }

    /// <summary>When it ended, in seconds since it began.</summary>
    public double End { get; private set; }

    /// <summary>The tasks of one kind.</summary>
    public IReadOnlyList<TaskCall> CallsOf(string service) => [.. Calls.Where(call => call.Resource == $"arn:aws:states:::{service}")];

    /// <summary>Runs it to its end.</summary>
    /// <returns>The output; null where it failed.</returns>
    public JsonNode? Run()
    {
        try
        {
            (var output, End) = Run(definition, new JsonObject(), new JsonObject(), 0);
            return output;
        }
        catch (StatesError error)
        {
            Failure = error;
            return null;
        }
    }

    private (JsonNode? Output, double Time) Run(JsonObject machine, JsonNode? input, JsonObject context, double time)
    {
        var scope = context.DeepClone().AsObject();
        scope["Execution"] = new JsonObject { ["Id"] = Id };
        scope["StateMachine"] = new JsonObject { ["Id"] = "arn:aws:states:eu-west-1:111122223333:stateMachine:StateMachine" };
        var data = input;
        var timeout = JsonTree.Number(machine["TimeoutSeconds"]) ?? double.MaxValue;
        var name = machine["StartAt"]!.GetValue<string>();
        for (var step = 0; ; step++)
        {
            Assert.True(step < 10_000, "It goes round for ever.");
            var state = machine["States"]![name]!.AsObject();
            var type = state["Type"]!.GetValue<string>();
            Assert.All(state, field => Assert.True(field.Key == "Type" || Fields[type].Contains(field.Key, StringComparer.Ordinal), $"{name} has the field {field.Key}."));
            Measure(data);
            (data, var next, time) = Step(type, state, data, scope, time);
            Measure(data);
            if (time > timeout)
            {
                throw new StatesError("States.Timeout", $"The execution takes longer than {timeout} s.");
            }

            if (next is null)
            {
                return (data, time);
            }

            name = next;
        }
    }

    private (JsonNode? Data, string? Next, double Time) Step(string type, JsonObject state, JsonNode? data, JsonObject context, double time)
    {
        var next = state["Next"]?.GetValue<string>();
        switch (type)
        {
            case "Pass":
                var input = state["InputPath"] is { } path ? JsonPath.Evaluate(path.GetValue<string>(), data, context) : data;
                return (state["Parameters"] is { } parameters ? Payload.Fill(parameters, input, context) : input, next, time);
            case "Wait":
                var seconds = JsonTree.Number(JsonPath.Evaluate(state["SecondsPath"]!.GetValue<string>(), data, context)) ?? -1;
                Assert.InRange(seconds, 0, 99_999_999);
                Waits.Add(seconds);
                return (data, next, time + seconds);
            case "Choice":
                var rule = state["Choices"]!.AsArray().Select(choice => choice!.AsObject()).FirstOrDefault(choice => Choice.Holds(choice, data, context));
                return (data, (rule?["Next"] ?? state["Default"])!.GetValue<string>(), time);
            case "Succeed":
                return (data, null, time);
            case "Fail":
                End = time;
                throw new StatesError(
                    state["Error"]!.GetValue<string>(),
                    state["Cause"]?.GetValue<string>() ?? Intrinsic.Evaluate(state["CausePath"]!.GetValue<string>(), data, context)!.GetValue<string>());
            case "Map":
                var (results, end) = Map(state, data, context, time);
                return (Payload.Select(state, results, context), next, end);
            default:
                return Task(state, data, context, time);
        }
    }

    private (JsonNode? Data, string? Next, double Time) Task(JsonObject state, JsonNode? data, JsonObject context, double time)
    {
        var retriers = state["Retry"]?.AsArray() ?? [];
        var used = new int[retriers.Count];
        while (true)
        {
            try
            {
                var call = new TaskCall(state["Resource"]!.GetValue<string>(), Payload.Fill(state["Parameters"], data, context)!.AsObject(), time);
                var result = perform(call);
                time += result.Seconds;
                _calls.Add(call with { End = time });
                if (result.Error is { } error)
                {
                    throw error;
                }

                Measure(result.Output);
                return (Payload.Place(state, data, Payload.Select(state, result.Output, context)), state["Next"]?.GetValue<string>(), time);
            }
            catch (StatesError error)
            {
                var index = retriers.ToList().FindIndex(retrier => error.Matches(Names(retrier!)));
                if (index >= 0 && used[index] < JsonTree.Number(retriers[index]!["MaxAttempts"]))
                {
                    // Jitter can only make it shorter.
                    var pause = JsonTree.Number(retriers[index]!["IntervalSeconds"])!.Value * Math.Pow(JsonTree.Number(retriers[index]!["BackoffRate"]) ?? 2, used[index]);
                    time += Math.Min(pause, JsonTree.Number(retriers[index]!["MaxDelaySeconds"]) ?? double.MaxValue);
                    used[index]++;
                    continue;
                }

                if ((state["Catch"]?.AsArray() ?? []).FirstOrDefault(catcher => error.Matches(Names(catcher!)))?.AsObject() is not { } found)
                {
                    End = time;
                    throw;
                }

                return (Payload.Place(found, data, new JsonObject { ["Error"] = error.Error, ["Cause"] = error.Cause }), found["Next"]!.GetValue<string>(), time);
            }
        }
    }

    // Each item takes the place that is free first, as long as there is one; without a bound, all of them begin at once.
    private (JsonArray Results, double End) Map(JsonObject state, JsonNode? data, JsonObject context, double time)
    {
        var items = JsonPath.Evaluate(state["ItemsPath"]!.GetValue<string>(), data, context)!.AsArray();
        var places = JsonTree.Number(state["MaxConcurrency"]) is > 0 and var bound ? (int)bound : Math.Max(1, items.Count);
        var free = Enumerable.Repeat(time, places).ToArray();
        var results = new JsonArray();
        foreach (var item in items)
        {
            var inner = context.DeepClone().AsObject();
            inner["Map"] = new JsonObject { ["Item"] = new JsonObject { ["Index"] = results.Count, ["Value"] = item?.DeepClone() } };
            var place = Array.IndexOf(free, free.Min());
            (var result, free[place]) = Run(state["ItemProcessor"]!.AsObject(), Payload.Fill(state["ItemSelector"], data, inner), inner, free[place]);
            results.Add(result?.DeepClone());
        }

        Measure(results);
        return (results, free.Max());
    }

    private static IEnumerable<string> Names(JsonNode handler) => handler["ErrorEquals"]!.AsArray().Select(name => name!.GetValue<string>());

    private void Measure(JsonNode? payload)
    {
        var size = Encoding.UTF8.GetByteCount(payload?.ToJsonString() ?? "null");
        LargestPayload = Math.Max(LargestPayload, size);
        if (size > PayloadLimit)
        {
            throw new StatesError("States.DataLimitExceeded", $"{size} bytes are too many.");
        }
    }
}
