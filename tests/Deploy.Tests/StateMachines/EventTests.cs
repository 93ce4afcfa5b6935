using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>What the templates hand to the connector, as event or as command line.</summary>
public sealed class EventTests
{
    private static readonly (string, string)[] Files = [("ConfigObject", "settings/config.json"), ("CatalogObject", "settings/catalog.json"), ("BucketName", "mine"), ("OutputPrefix", "raw/facebook")];

    [Fact]
    public void The_function_gets_the_event_of_a_sync()
    {
        AssertEvent(
            """{"command":"sync","config":"secretsmanager:SECRET","connection":"facebook-pages","state_registry":"s3://created-bucket/state","output":"s3://created-bucket/data"}""",
            Event("lambda.yaml"));
        AssertEvent(
            """{"command":"sync","config":"s3://settings/config.json","connection":"facebook-pages","state_registry":"s3://mine/state","output":"s3://mine/raw/facebook","catalog":"s3://settings/catalog.json"}""",
            Event("lambda.yaml", Files));

        static JsonNode Event(string template, params (string, string)[] parameters) => new Stack(TemplateFile.Load(template), parameters).Definition()["States"]!["Sync"]!["Parameters"]!["Payload"]!;
    }

    [Fact]
    public void The_fleet_gets_the_event_of_a_plan_and_then_that_of_a_sync_for_each_shard()
    {
        AssertEvent("""{"command":"plan","config":"secretsmanager:SECRET","pages_per_worker":25}""", Events()[0]);
        AssertEvent(
            """{"command":"sync","config":"secretsmanager:SECRET","connection":"facebook-pages","state_registry":"s3://created-bucket/state","output":"s3://created-bucket/data","pages_shard":"1/1"}""",
            Events()[1]);
        AssertEvent(
            """{"command":"sync","config":"s3://settings/config.json","connection":"facebook-pages","state_registry":"s3://mine/state","output":"s3://mine/raw/facebook","catalog":"s3://settings/catalog.json","pages_shard":"1/1"}""",
            Events(Files)[1]);

        static List<JsonNode> Events(params (string, string)[] parameters)
        {
            var execution = new Fleet(parameters) { Pages = 20 }.Run();
            return [.. execution.CallsOf("lambda:invoke").Select(call => call.Parameters["Payload"]!)];
        }
    }

    [Fact]
    public void The_task_gets_the_same_as_options()
    {
        Assert.Equal(
            $"sync --config secretsmanager:{Stack.SecretArn} --connection facebook-pages --state-registry s3://created-bucket/state --output s3://created-bucket/data",
            Command());
        Assert.Equal(
            "sync --config s3://settings/config.json --connection facebook-pages --state-registry s3://mine/state --output s3://mine/raw/facebook --catalog s3://settings/catalog.json",
            Command(Files));

        static string Command(params (string, string)[] parameters) => string.Join(' ', JsonTree.Strings(Container(new Stack(TemplateFile.Load("fargate.yaml"), parameters))["Command"]));
    }

    [Fact]
    public void A_task_of_the_fleet_gets_its_shard_besides()
    {
        Assert.Equal(
            $"sync --config secretsmanager:{Stack.SecretArn} --connection facebook-pages --state-registry s3://created-bucket/state --output s3://created-bucket/data --pages-shard 1/1",
            Command());
        Assert.Equal(
            "sync --config s3://settings/config.json --connection facebook-pages --state-registry s3://mine/state --output s3://mine/raw/facebook --pages-shard 1/1 --catalog s3://settings/catalog.json",
            Command(Files));

        static string Command(params (string, string)[] parameters)
        {
            var task = Assert.Single(new Fleet([("Runner", "fargate"), ("VpcId", "vpc-1"), ("SubnetIds", "subnet-1,subnet-2"), .. parameters]) { Pages = 20 }.Run().CallsOf("ecs:runTask.sync")).Parameters;
            Assert.Equal("""["subnet-1","subnet-2"]""", task["NetworkConfiguration"]!["AwsvpcConfiguration"]!["Subnets"]!.ToJsonString());
            Assert.Equal("FARGATE", task["LaunchType"]!.GetValue<string>());

            // RunTask takes 8,192 characters of overrides: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
            Assert.InRange(task["Overrides"]!.ToJsonString().Length, 1, 8192);
            var container = task["Overrides"]!["ContainerOverrides"]![0]!;
            Assert.Equal(Container(new Stack(TemplateFile.Load("fleet.yaml"), ("Runner", "fargate"), ("VpcId", "vpc-1")))["Name"]!.GetValue<string>(), container["Name"]!.GetValue<string>());
            return string.Join(' ', JsonTree.Strings(container["Command"]));
        }
    }

    [Theory]
    [InlineData("fargate.yaml")]
    [InlineData("fleet.yaml")]
    public void A_task_writes_nothing_to_its_disk_and_has_time_to_stop(string template)
    {
        (string, string)[] parameters = template == "fleet.yaml" ? [("Runner", "fargate"), ("VpcId", "vpc-1")] : [];
        var container = Container(new Stack(TemplateFile.Load(template), parameters));
        Assert.True(container["ReadonlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal(120, container["StopTimeout"]!.GetValue<long>());
        Assert.Equal("ALL", Assert.Single(JsonTree.Strings(container["LinuxParameters"]!["Capabilities"]!["Drop"])));
    }

    private static JsonNode Container(Stack stack) => Assert.Single(stack.Properties("TaskDefinition")!["ContainerDefinitions"]!.AsArray())!;

    private static void AssertEvent(string expected, JsonNode actual)
    {
        var wanted = JsonNode.Parse(expected.Replace("SECRET", Stack.SecretArn, StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(wanted, actual), actual.ToJsonString());
    }
}
