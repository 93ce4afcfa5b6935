using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.Policies;

public sealed class PolicyTests
{
    private const string Key = $"arn:aws:kms:{Stack.Region}:{Stack.Account}:key/1-2";
    private const string Arn = $"{Stack.Region}:{Stack.Account}";

    private static readonly (string, string)[] Plain = [];
    private static readonly (string, string)[] OnS3 = [("ConfigObject", "settings/config.json"), ("CatalogObject", "settings/catalog.json"), ("BucketName", "mine"), ("KmsKeyArn", Key)];
    private static readonly (string, string)[] InVpc = [("VpcId", "vpc-1"), ("SubnetIds", "subnet-1")];
    private static readonly (string, string)[] Fargate = [("Runner", "fargate"), .. InVpc];

    /// <summary>Every role of every template, in every variant, and the calls that are made with it.</summary>
    public static TheoryData<string, string, string> Roles =>
        new(Cases.Select(pair => (pair.Key.Template, pair.Key.Role, pair.Key.Variant)));

    private static Dictionary<(string Template, string Role, string Variant), ((string, string)[] Parameters, Call[] Calls)> Cases => new()
    {
        [("lambda.yaml", "FunctionRole", "plain")] = (Plain, [.. Calls.OfRun("created-bucket"), .. Calls.OfLog("/aws/lambda/insights")]),
        [("lambda.yaml", "FunctionRole", "files on S3")] = (OnS3, [.. Calls.OfRun("mine"), .. Calls.OfFilesOnS3, .. Calls.OfKey(Key), .. Calls.OfLog("/aws/lambda/insights")]),
        [("lambda.yaml", "FunctionRole", "in a VPC")] = (InVpc, [.. Calls.OfRun("created-bucket"), .. Calls.OfFunctionInVpc, .. Calls.OfLog("/aws/lambda/insights")]),
        [("lambda.yaml", "StateMachineRole", "plain")] = (Plain, [.. Calls.OfStateMachine]),
        [("lambda.yaml", "ScheduleRole", "plain")] = (Plain, [new("states:StartExecution", $"arn:aws:states:{Arn}:stateMachine:StateMachine"), Calls.ToQueue("FailedStarts")]),
        [("fargate.yaml", "TaskRole", "plain")] = (Plain, [.. Calls.OfRun("created-bucket")]),
        [("fargate.yaml", "TaskRole", "files on S3")] = (OnS3, [.. Calls.OfRun("mine"), .. Calls.OfFilesOnS3, .. Calls.OfKey(Key)]),
        [("fargate.yaml", "ExecutionRole", "plain")] = (Plain, [.. Calls.OfImage, .. Calls.OfLog("/ecs/insights")]),
        [("fargate.yaml", "ScheduleRole", "plain")] = (Plain, [.. Calls.OfRunTask, Calls.ToQueue("Failures")]),
        [("fleet.yaml", "FunctionRole", "plain")] = (Plain, [.. Calls.OfRun("created-bucket"), .. Calls.OfLog("/facebook-pages-insights/insights")]),
        [("fleet.yaml", "FunctionRole", "files on S3")] = (OnS3, [.. Calls.OfRun("mine"), .. Calls.OfFilesOnS3, .. Calls.OfKey(Key), .. Calls.OfLog("/facebook-pages-insights/insights")]),
        [("fleet.yaml", "FunctionRole", "in a VPC")] = (InVpc, [.. Calls.OfRun("created-bucket"), .. Calls.OfFunctionInVpc, .. Calls.OfLog("/facebook-pages-insights/insights")]),
        [("fleet.yaml", "TaskRole", "on Fargate")] = (Fargate, [.. Calls.OfRun("created-bucket")]),
        [("fleet.yaml", "ExecutionRole", "on Fargate")] = (Fargate, [.. Calls.OfImage, .. Calls.OfLog("/facebook-pages-insights/insights")]),
        [("fleet.yaml", "StateMachineRole", "plain")] = (Plain, [.. Calls.OfStateMachine, .. Calls.OfDistributedMap]),
        [("fleet.yaml", "StateMachineRole", "on Fargate")] = (Fargate, [.. Calls.OfStateMachine, .. Calls.OfDistributedMap, .. Calls.OfRunTask, .. Calls.OfWaitingForTask]),
        [("fleet.yaml", "ScheduleRole", "plain")] = (Plain, [new("states:StartExecution", $"arn:aws:states:{Arn}:stateMachine:StateMachine"), Calls.ToQueue("FailedStarts")]),
    };

    [Fact]
    public void Every_role_has_its_calls_listed()
    {
        var roles = TemplateFile.Names.SelectMany(row => TemplateFile.Load(row.Data).Resources
            .Where(resource => resource.Value!["Type"]!.GetValue<string>() == "AWS::IAM::Role").Select(resource => (row.Data, resource.Key)));
        Assert.Equal(roles.Order(), Cases.Keys.Select(key => (key.Template, key.Role)).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Every_call_is_allowed(string template, string role, string variant) => Assert.Empty(Missing(TemplateFile.Load(template), template, role, variant));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Nothing_is_allowed_that_is_not_called(string template, string role, string variant) => Assert.Empty(TooMuch(TemplateFile.Load(template), template, role, variant));

    [Theory]
    [MemberData(nameof(Roles))]
    public void What_a_role_does_not_own_is_out_of_its_reach(string template, string role, string variant)
    {
        var policy = Policy.Of(new Stack(TemplateFile.Load(template), Cases[(template, role, variant)].Parameters), role);
        Assert.All(Foreign, call => Assert.False(policy.Allows(call), call.ToString()));
    }

    [Theory]
    [InlineData("lambda.yaml", "Action: [s3:GetObject, s3:PutObject]", "Action: s3:PutObject", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "              - {Sid: Secret, Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref SecretArn}\n", "", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "/_manifests/*", "/manifests/*", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "s3:prefix: !Sub \"${StatePrefix}/*\"", "s3:prefix: !Sub \"${OutputPrefix}/*\"", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "Resource: !Sub \"arn:${AWS::Partition}:s3:::${ConfigObject}\"", "Resource: !Sub \"arn:${AWS::Partition}:s3:::${CatalogObject}\"", "FunctionRole", "files on S3")]
    [InlineData("lambda.yaml", "kms:GenerateDataKey", "kms:Encrypt", "FunctionRole", "files on S3")]
    [InlineData("fargate.yaml", "!Split [\":\", !Select [1,", "!Split [\"/\", !Select [1,", "ExecutionRole", "plain")]
    [InlineData("fleet.yaml", "/Shards:*", "/Map:*", "StateMachineRole", "plain")]
    public void A_call_that_is_not_allowed_is_noticed(string template, string old, string replacement, string role, string variant) =>
        Assert.NotEmpty(Missing(TemplateFile.Damaged(template, old, replacement), template, role, variant));

    [Theory]
    [InlineData("lambda.yaml", "Action: [s3:GetObject, s3:PutObject]", "Action: [s3:GetObject, s3:PutObject, s3:DeleteObject]", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "Action: [s3:GetObject, s3:PutObject]", "Action: s3:*", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "Resource: !Ref SecretArn}", "Resource: [!Ref SecretArn, !Sub \"${SecretArn}2\"]}", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "Action: lambda:InvokeFunction, Resource: !GetAtt Function.Arn", "Action: lambda:InvokeFunction, Resource: \"*\"", "StateMachineRole", "plain")]
    [InlineData("lambda.yaml", "${Name}/${OutputPrefix}/_manifests/*\"", "${Name}/*\"", "FunctionRole", "plain")]
    [InlineData("lambda.yaml", "${Name}/${OutputPrefix}/*\"", "${Name}/*\"", "FunctionRole", "plain")]
    public void Permission_without_a_call_is_noticed(string template, string old, string replacement, string role, string variant)
    {
        var damaged = TemplateFile.Damaged(template, old, replacement);
        var policy = Policy.Of(new Stack(damaged, Cases[(template, role, variant)].Parameters), role);
        Assert.True(TooMuch(damaged, template, role, variant).Any() || Foreign.Any(policy.Allows));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Only_the_service_that_needs_a_role_may_take_it_on(string template, string role, string variant)
    {
        var trust = new Stack(TemplateFile.Load(template), Cases[(template, role, variant)].Parameters).Properties(role)!["AssumeRolePolicyDocument"]!["Statement"]!.AsArray();
        var statement = Assert.Single(trust)!;
        var service = statement["Principal"]!["Service"]!.GetValue<string>();
        Assert.Equal(
            role switch
            {
                "FunctionRole" => "lambda.amazonaws.com",
                "StateMachineRole" => "states.amazonaws.com",
                "ScheduleRole" => "scheduler.amazonaws.com",
                _ => "ecs-tasks.amazonaws.com",
            },
            service);
        Assert.Equal("sts:AssumeRole", statement["Action"]!.GetValue<string>());

        // A function's role is taken on for the function that names it; the others could be borrowed from another account without this.
        Assert.Equal(role == "FunctionRole" ? null : Stack.Account, statement["Condition"]?["StringEquals"]?["aws:SourceAccount"]?.GetValue<string>());
    }

    [Fact]
    public void Only_the_rule_of_the_stack_may_write_to_the_queue_of_failures()
    {
        var stack = new Stack(TemplateFile.Load("fargate.yaml"));
        var statement = Assert.Single(stack.Properties("FailuresPolicy")!["PolicyDocument"]!["Statement"]!.AsArray())!;
        Assert.Equal("events.amazonaws.com", statement["Principal"]!["Service"]!.GetValue<string>());
        Assert.Equal($"arn:aws:events:{Arn}:rule/TaskFailedRule", statement["Condition"]!["ArnEquals"]!["aws:SourceArn"]!.GetValue<string>());
        Assert.Equal(Calls.ToQueue("Failures"), new Call(statement["Action"]!.GetValue<string>(), statement["Resource"]!.GetValue<string>()), CallsAreEqual);
    }

    private static bool CallsAreEqual(Call left, Call right) => (left.Action, left.Resource) == (right.Action, right.Resource);

    // Neighbours of what the roles own, one for each kind.
    private static IReadOnlyList<Call> Foreign =>
    [
        .. new[] { "created-bucket", "mine" }.SelectMany(bucket => new Call[]
        {
            new("s3:GetObject", $"arn:aws:s3:::{bucket}/data/page_insights_100/run-1/part-00000.jsonl.gz"),
            new("s3:DeleteObject", $"arn:aws:s3:::{bucket}/data/page_insights_100/run-1/part-00000.jsonl.gz"),
            new("s3:DeleteObject", $"arn:aws:s3:::{bucket}/state/facebook-pages/state.json"),
            new("s3:PutObject", $"arn:aws:s3:::{bucket}/elsewhere/file"),
            new("s3:ListBucket", $"arn:aws:s3:::{bucket}"),
            new Call("s3:ListBucket", $"arn:aws:s3:::{bucket}").With("s3:prefix", "data/"),
            new("s3:PutBucketPolicy", $"arn:aws:s3:::{bucket}"),
        }),
        new("s3:GetObject", "arn:aws:s3:::another/state/facebook-pages/state.json"),
        new("s3:GetObject", "arn:aws:s3:::settings/other.json"),
        new("s3:PutObject", "arn:aws:s3:::settings/config.json"),
        new("secretsmanager:GetSecretValue", $"arn:aws:secretsmanager:{Arn}:secret:another-AbCdEf"),
        new("secretsmanager:PutSecretValue", Stack.SecretArn),
        new("kms:Decrypt", Key),
        new Call("kms:Decrypt", $"{Key}3").With("kms:ViaService", $"s3.{Stack.Region}.amazonaws.com"),
        new("logs:PutLogEvents", $"arn:aws:logs:{Arn}:log-group:another:log-stream:a"),
        new("lambda:InvokeFunction", $"arn:aws:lambda:{Arn}:function:another"),
        new("states:StartExecution", $"arn:aws:states:{Arn}:stateMachine:another"),
        new("states:StopExecution", $"arn:aws:states:{Arn}:execution:another/Shards:0f9a"),
        new("sqs:SendMessage", $"arn:aws:sqs:{Arn}:another"),
        new("ecr:BatchGetImage", $"arn:aws:ecr:{Arn}:repository/another"),
        new Call("ecs:RunTask", $"arn:aws:ecs:{Arn}:task-definition/another:1").With("ecs:cluster", $"arn:aws:ecs:{Arn}:cluster/Cluster"),
        new Call("ecs:RunTask", $"arn:aws:ecs:{Arn}:task-definition/{Stack.Name}:1").With("ecs:cluster", $"arn:aws:ecs:{Arn}:cluster/another"),
        new("ecs:StopTask", $"arn:aws:ecs:{Arn}:task/another/0123456789abcdef"),
        new Call("iam:PassRole", $"arn:aws:iam::{Stack.Account}:role/Administrator").With("iam:PassedToService", "ecs-tasks.amazonaws.com"),
        new Call("iam:PassRole", $"arn:aws:iam::{Stack.Account}:role/TaskRole").With("iam:PassedToService", "ec2.amazonaws.com"),
        new("events:PutRule", $"arn:aws:events:{Arn}:rule/another"),
    ];

    private static IEnumerable<Call> Missing(Template damaged, string template, string role, string variant)
    {
        var (parameters, calls) = Cases[(template, role, variant)];
        var policy = Policy.Of(new Stack(damaged, parameters), role);
        return calls.Where(call => !policy.Allows(call));
    }

    // An action may have no wildcard, and a grant that no call uses is one too many. A resource is a wildcard as a whole only where AWS knows none.
    private static IEnumerable<string> TooMuch(Template damaged, string template, string role, string variant)
    {
        var (parameters, calls) = Cases[(template, role, variant)];
        return Policy.Of(new Stack(damaged, parameters), role).Grants
            .Where(grant => grant.Action.Contains('*', StringComparison.Ordinal)
                || !calls.Any(call => call.Action == grant.Action && Policy.Matches(grant.Resource, call.Resource) && (grant.Resource != "*" || call.Resource == "*")))
            .Select(grant => grant.ToString());
    }
}
