using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;

namespace Container.Tests;

/// <summary>The image as AWS Lambda starts it: no arguments, any user, nothing to write to but one folder, and the Runtime API's address in a variable.</summary>
[Collection("image")]
public sealed class LambdaTests(ContainerImage image)
{
    [Fact]
    public async Task It_serves_invocations_until_it_is_shut_down()
    {
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 2, now: TimeProvider.System.GetUtcNow()));
        await using var api = await RuntimeApiServer.StartAsync();
        await using var run = new ContainerRun(image, server.World, "/mnt/data");
        run.WithWritableFolder().With(parameters =>
        {
            parameters.User = "993:990";
            parameters.HostConfig!.ReadonlyRootfs = true;
            parameters.Env =
            [
                .. parameters.Env ?? [],
                $"AWS_LAMBDA_RUNTIME_API={api.Authority}", "AWS_LAMBDA_FUNCTION_NAME=pages", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512", "LAMBDA_TASK_ROOT=/var/task", "TZ=:UTC",
            ];
        });
        await using var container = await run.StartAsync();
        var last = server.World.Today.AddDays(-1);
        var @event = new JsonObject
        {
            ["config"] = JsonNode.Parse(new ConfigBuilder(server).With("start_date", $"{last.AddDays(-29):yyyy-MM-dd}").With("end_date", $"{last:yyyy-MM-dd}").ToString()),
            ["connection"] = "c",
            ["state_registry"] = "file:///mnt/data/state",
            ["output"] = "file:///mnt/data/out",
        }.ToJsonString();

        var first = await AnswerAsync(api, @event);
        var second = await AnswerAsync(api, @event);
        var spec = await AnswerAsync(api, """{"command":"spec"}""");
        await ContainerImage.DockerAsync("kill", "--signal", "TERM", container.Id);
        var exitCode = await container.GetExitCodeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["succeeded", "succeeded"], new[] { first, second }.Select(answer => answer["status"]!.GetValue<string>()));
        Assert.Equal(2 * 30 * ExpectedInsights.DefaultMetrics.Count, Insights(first));
        Assert.Equal(2 * 7 * ExpectedInsights.DefaultMetrics.Count, Insights(second));
        Assert.Equal("SPEC", spec["type"]!.GetValue<string>());
        Assert.Equal(0, exitCode);
    }

    private static long Insights(JsonObject answer) =>
        answer["streams"]!.AsArray().Where(stream => StreamNames.IsInsights(stream!["name"]!.GetValue<string>())).Sum(stream => stream!["records"]!.GetValue<long>());

    private static async Task<JsonObject> AnswerAsync(RuntimeApiServer api, string @event)
    {
        var outcome = await api.InvokeAsync(@event, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Error);
        return JsonNode.Parse(outcome.Answer!)!.AsObject();
    }
}
