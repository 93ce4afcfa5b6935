using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deploy.Tests.StateMachines;

namespace Deploy.Tests.Templates;

/// <summary>Who is told when something goes wrong.</summary>
public sealed class WatchTests
{
    private static readonly (string, string)[] Fargate = [("Runner", "fargate"), ("VpcId", "vpc-1"), ("SubnetIds", "subnet-1")];

    [Theory]
    [InlineData("lambda.yaml", "AWS/States ExecutionsFailed", "AWS/States ExecutionsTimedOut", "AWS/Lambda Errors", "AWS/SQS NumberOfMessagesSent", "AWS/States ExecutionsSucceeded")]
    [InlineData("fleet.yaml", "AWS/States ExecutionsFailed", "AWS/States ExecutionsTimedOut", "AWS/Lambda Errors", "AWS/SQS NumberOfMessagesSent", "AWS/States ExecutionsSucceeded", "insights IncompleteRuns")]
    [InlineData("fargate.yaml", "AWS/SQS NumberOfMessagesSent", "insights IncompleteRuns", "insights SucceededRuns")]
    public void Each_thing_that_can_go_wrong_has_an_alarm(string template, params string[] metrics)
    {
        var stack = new Stack(TemplateFile.Load(template), template == "fleet.yaml" ? Fargate : []);
        var alarms = Alarms(stack).ToList();
        Assert.Equal(
            metrics.Order(StringComparer.Ordinal),
            alarms.SelectMany(alarm => JsonTree.SelfAndDescendants(alarm).OfType<JsonObject>()).Where(map => map.ContainsKey("MetricName")).Select(map => $"{map["Namespace"]} {map["MetricName"]}").Order(StringComparer.Ordinal));
        Assert.All(alarms, alarm => Assert.Equal($"arn:aws:sns:{Stack.Region}:{Stack.Account}:alarms", Assert.Single(JsonTree.Strings(alarm["AlarmActions"]))));
        Assert.All(alarms, alarm => Assert.Contains("facebook-pages", alarm["AlarmDescription"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lambda.yaml")]
    [InlineData("fleet.yaml")]
    [InlineData("fargate.yaml")]
    public void Only_the_alarm_of_silence_takes_no_news_for_bad_news(string template)
    {
        var stack = new Stack(TemplateFile.Load(template), ("SilenceDays", "7"));
        foreach (var id in stack.Resources.Where(id => stack.Properties(id)!.ContainsKey("AlarmActions")))
        {
            var alarm = stack.Properties(id)!;
            Assert.Equal(id == "Silence" ? "breaching" : "notBreaching", alarm["TreatMissingData"]!.GetValue<string>());

            // The longest time that an alarm may look at is 7 days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
            var period = JsonTree.Values(alarm, "Period").Max(JsonTree.Number)!.Value;
            Assert.InRange(period * double.Parse(alarm["EvaluationPeriods"]!.ToString()), 60, 604_800);
        }
    }

    [Fact]
    public void The_answer_of_a_task_is_found_in_its_log()
    {
        var stack = new Stack(TemplateFile.Load("fargate.yaml"));
        Assert.True(Finds("SucceededRuns", Answers.Succeeded));
        Assert.False(Finds("SucceededRuns", Answers.Incomplete));
        Assert.True(Finds("IncompleteRuns", Answers.Incomplete));
        Assert.False(Finds("IncompleteRuns", Answers.Succeeded));
        Assert.False(Finds("IncompleteRuns", new JsonObject { ["level"] = "INFO", ["message"] = "incomplete", ["run_id"] = "1" }));

        // The part of the filter language that is used: { $.key = "text" }.
        bool Finds(string id, JsonObject line)
        {
            var match = Regex.Match(stack.Properties(id)!["FilterPattern"]!.GetValue<string>(), """^\{ \$\.(?<key>\w+) = "(?<text>\w+)" \}$""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.True(match.Success);
            return line[match.Groups["key"].Value]?.ToString() == match.Groups["text"].Value;
        }
    }

    [Theory]
    [InlineData("""{"lastStatus":"STOPPED","stopCode":"EssentialContainerExited","containers":[{"name":"sync","exitCode":1}]}""", true)]
    [InlineData("""{"lastStatus":"STOPPED","stopCode":"EssentialContainerExited","containers":[{"name":"sync","exitCode":137}]}""", true)]
    [InlineData("""{"lastStatus":"STOPPED","stopCode":"TaskFailedToStart","containers":[{"name":"sync"}]}""", true)]
    [InlineData("""{"lastStatus":"STOPPED","stopCode":"EssentialContainerExited","containers":[{"name":"sync","exitCode":0}]}""", false)]
    [InlineData("""{"lastStatus":"RUNNING","containers":[{"name":"sync"}]}""", false)]
    public void A_task_that_ended_badly_or_never_began_is_noticed(string detail, bool noticed)
    {
        var stack = new Stack(TemplateFile.Load("fargate.yaml"));
        var rule = stack.Properties("TaskFailedRule")!;
        var task = JsonNode.Parse(detail)!.AsObject();
        task["clusterArn"] = $"arn:aws:ecs:{Stack.Region}:{Stack.Account}:cluster/Cluster";
        Assert.Equal(noticed, Matches(rule["EventPattern"]!["detail"]!.AsObject(), task));
        task["clusterArn"] = $"arn:aws:ecs:{Stack.Region}:{Stack.Account}:cluster/another";
        Assert.False(Matches(rule["EventPattern"]!["detail"]!.AsObject(), task));
        Assert.Equal($"arn:aws:sqs:{Stack.Region}:{Stack.Account}:Failures", Assert.Single(rule["Targets"]!.AsArray())!["Arn"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("lambda.yaml", "FailedStarts")]
    [InlineData("fleet.yaml", "FailedStarts")]
    [InlineData("fargate.yaml", "Failures")]
    public void A_start_that_fails_leaves_its_reason_in_a_queue_that_is_watched(string template, string queue)
    {
        var stack = new Stack(TemplateFile.Load(template));
        var arn = stack.Properties("Schedule")!["Target"]!["DeadLetterConfig"]!["Arn"]!.GetValue<string>();
        Assert.Equal($"arn:aws:sqs:{Stack.Region}:{Stack.Account}:{queue}", arn);
        Assert.True(stack.Properties(queue)!["SqsManagedSseEnabled"]!.GetValue<bool>());
        Assert.Contains(Alarms(stack), alarm => alarm["Dimensions"]?[0]?["Value"]?.GetValue<string>() == queue);
    }

    [Theory]
    [InlineData("", "AES256")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:key/1", "aws:kms")]
    public void A_bucket_that_is_created_is_encrypted_and_closed(string key, string algorithm)
    {
        foreach (var template in new[] { "lambda.yaml", "fleet.yaml", "fargate.yaml" })
        {
            var bucket = new Stack(TemplateFile.Load(template), ("KmsKeyArn", key)).Properties("Bucket")!;
            var encryption = bucket["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!;
            Assert.Equal(algorithm, encryption["SSEAlgorithm"]!.GetValue<string>());
            Assert.Equal(key.Length == 0 ? null : key, encryption["KMSMasterKeyID"]?.GetValue<string>());
            Assert.Equal(4, bucket["PublicAccessBlockConfiguration"]!.AsObject().Count(setting => setting.Value!.GetValue<bool>()));
            Assert.Null(new Stack(TemplateFile.Load(template), ("BucketName", "mine")).Properties("Bucket"));
        }
    }

    private static IEnumerable<JsonObject> Alarms(Stack stack) => stack.Resources.Select(id => stack.Properties(id)!).Where(properties => properties.ContainsKey("AlarmActions"));

    // The part of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html that is used. A list in an event matches when one of its members does.
    private static bool Matches(JsonObject pattern, JsonNode? node) => node is JsonArray list
        ? list.Any(item => Matches(pattern, item))
        : pattern.All(part => part.Key == "$or"
            ? part.Value!.AsArray().Any(either => Matches(either!.AsObject(), node))
            : part.Value is JsonObject inner ? Matches(inner, Member(node, part.Key)) : Member(node, part.Key) is { } value && part.Value!.AsArray().Any(allowed => Matches(allowed!, value)));

    private static bool Matches(JsonNode allowed, JsonNode value) => (allowed as JsonObject)?["anything-but"] is JsonArray others
        ? others.All(other => other!.ToJsonString() != value.ToJsonString())
        : allowed.ToJsonString() == value.ToJsonString();

    private static JsonNode? Member(JsonNode? node, string key) => (node as JsonObject)?[key];
}
