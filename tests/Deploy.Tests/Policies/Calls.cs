using Deploy.Tests.Templates;

namespace Deploy.Tests.Policies;

/// <summary>The calls that are made by what the templates set up. The names of the files are those of the contract of <c>sync</c>.</summary>
internal static class Calls
{
    private const string Arn = $"{Stack.Region}:{Stack.Account}";

    /// <summary>What a run calls, whether on Lambda or Fargate, with data under <c>data</c> and state under <c>state</c>.</summary>
    public static IReadOnlyList<Call> OfRun(string bucket) =>
    [
        // The secret with the configuration.
        new("secretsmanager:GetSecretValue", Stack.SecretArn),
        // The state; where there is none yet, S3 only says so to one who may list. It takes the key as the prefix.
        new("s3:GetObject", $"arn:aws:s3:::{bucket}/state/facebook-pages/state.json"),
        new Call("s3:ListBucket", $"arn:aws:s3:::{bucket}").With("s3:prefix", "state/facebook-pages/state.json"),
        // Data, then manifest, then history and state.
        new("s3:PutObject", $"arn:aws:s3:::{bucket}/data/page_insights_100/run-1/part-00000.jsonl.gz"),
        new("s3:PutObject", $"arn:aws:s3:::{bucket}/data/_manifests/run-1.json"),
        new("s3:PutObject", $"arn:aws:s3:::{bucket}/state/facebook-pages/history/run-1.json"),
        new("s3:PutObject", $"arn:aws:s3:::{bucket}/state/facebook-pages/state.json"),
        // Lost the race for the state.
        new("s3:DeleteObject", $"arn:aws:s3:::{bucket}/data/_manifests/run-1.json"),
    ];

    /// <summary>What is called besides when the configuration and the catalog are objects on S3.</summary>
    public static IReadOnlyList<Call> OfFilesOnS3 => [new("s3:GetObject", "arn:aws:s3:::settings/config.json"), new("s3:GetObject", "arn:aws:s3:::settings/catalog.json")];

    /// <summary>What is called besides when a customer managed key protects secret and bucket.</summary>
    public static IReadOnlyList<Call> OfKey(string key) =>
    [
        new Call("kms:Decrypt", key).With("kms:ViaService", $"secretsmanager.{Stack.Region}.amazonaws.com"),
        new Call("kms:Decrypt", key).With("kms:ViaService", $"s3.{Stack.Region}.amazonaws.com"),
        new Call("kms:GenerateDataKey", key).With("kms:ViaService", $"s3.{Stack.Region}.amazonaws.com"),
    ];

    /// <summary>What Lambda calls for a function that has a VPC. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html</summary>
    public static IReadOnlyList<Call> OfFunctionInVpc =>
    [
        .. new[] { "CreateNetworkInterface", "DescribeNetworkInterfaces", "DescribeSubnets", "DeleteNetworkInterface", "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses" }
            .Select(action => new Call($"ec2:{action}", "*")),
    ];

    /// <summary>What writes a log.</summary>
    public static IReadOnlyList<Call> OfLog(string group) =>
    [
        new("logs:CreateLogStream", $"arn:aws:logs:{Arn}:log-group:{group}:log-stream:a"),
        new("logs:PutLogEvents", $"arn:aws:logs:{Arn}:log-group:{group}:log-stream:a"),
    ];

    /// <summary>What ECS calls to fetch the image.</summary>
    public static IReadOnlyList<Call> OfImage =>
    [
        new("ecr:GetAuthorizationToken", "*"),
        new("ecr:BatchCheckLayerAvailability", $"arn:aws:ecr:{Arn}:repository/data/insights"),
        new("ecr:GetDownloadUrlForLayer", $"arn:aws:ecr:{Arn}:repository/data/insights"),
        new("ecr:BatchGetImage", $"arn:aws:ecr:{Arn}:repository/data/insights"),
    ];

    /// <summary>What starts a task, by hand of another service.</summary>
    public static IReadOnlyList<Call> OfRunTask =>
    [
        new Call("ecs:RunTask", $"arn:aws:ecs:{Arn}:task-definition/{Stack.Name}:1").With("ecs:cluster", $"arn:aws:ecs:{Arn}:cluster/Cluster"),
        new Call("iam:PassRole", $"arn:aws:iam::{Stack.Account}:role/TaskRole").With("iam:PassedToService", "ecs-tasks.amazonaws.com"),
        new Call("iam:PassRole", $"arn:aws:iam::{Stack.Account}:role/ExecutionRole").With("iam:PassedToService", "ecs-tasks.amazonaws.com"),
    ];

    /// <summary>What Step Functions calls to wait for a task. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html</summary>
    public static IReadOnlyList<Call> OfWaitingForTask =>
    [
        new("ecs:DescribeTasks", $"arn:aws:ecs:{Arn}:task/Cluster/0123456789abcdef"),
        new("ecs:StopTask", $"arn:aws:ecs:{Arn}:task/Cluster/0123456789abcdef"),
        .. new[] { "PutTargets", "PutRule", "DescribeRule" }.Select(action => new Call($"events:{action}", $"arn:aws:events:{Arn}:rule/StepFunctionsGetEventsForECSTaskRule")),
    ];

    /// <summary>What a state machine calls to use the function, and to see whether another of its executions goes on.</summary>
    public static IReadOnlyList<Call> OfStateMachine =>
    [
        new("lambda:InvokeFunction", $"arn:aws:lambda:{Arn}:function:Function"),
        new("states:ListExecutions", $"arn:aws:states:{Arn}:stateMachine:StateMachine"),
    ];

    /// <summary>What a distributed map calls. https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html</summary>
    public static IReadOnlyList<Call> OfDistributedMap =>
    [
        new("states:StartExecution", $"arn:aws:states:{Arn}:stateMachine:StateMachine"),
        .. new[] { "DescribeExecution", "StopExecution", "RedriveExecution" }
            .Select(action => new Call($"states:{action}", $"arn:aws:states:{Arn}:execution:StateMachine/Shards:0f9a")),
    ];

    /// <summary>What EventBridge Scheduler calls when it cannot start a run.</summary>
    public static Call ToQueue(string queue) => new("sqs:SendMessage", $"arn:aws:sqs:{Arn}:{queue}");
}
