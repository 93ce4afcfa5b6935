namespace Deploy.Tests.Templates;

public sealed class TemplateTests
{
    public static TheoryData<string> Names => TemplateFile.Names;

    [Fact]
    public void There_is_one_for_each_way_to_run_and_one_for_the_network() =>
        Assert.Equal(["fargate.yaml", "fleet.yaml", "lambda.yaml", "network.yaml"], Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_holds_together(string name) => Assert.Empty(TemplateRules.Violations(TemplateFile.Load(name)));

    [Theory]
    [InlineData("lambda.yaml", "!Ref MemorySize", "!Ref Memory", "'Memory' is referred to")]
    [InlineData("lambda.yaml", "!Ref MemorySize", "512", "The parameter 'MemorySize' is not used")]
    [InlineData("lambda.yaml", "!GetAtt Function.Arn", "!GetAtt Function.Name", "'Function.Name' is referred to")]
    [InlineData("lambda.yaml", "${StatePrefix}/*", "${StatePrefx}/*", "'StatePrefx' is referred to")]
    [InlineData("lambda.yaml", "!If [HasVpc,", "!If [HasVcp,", "The condition 'HasVcp' does not exist")]
    [InlineData("lambda.yaml", "Condition: CreateBucket", "Condition: MakeBucket", "The condition 'MakeBucket' does not exist")]
    [InlineData("lambda.yaml", "!If [Reserve, 1, !Ref AWS::NoValue]", "1", "The condition 'Reserve' is not used")]
    [InlineData("lambda.yaml", "AWS::SQS::Queue", "AWS::SQS::Queu", "which is not among those that are known")]
    [InlineData("lambda.yaml", "      RoleArn: !GetAtt StateMachineRole.Arn\n", "", "StateMachine (AWS::StepFunctions::StateMachine) lacks RoleArn")]
    [InlineData("lambda.yaml", "SqsManagedSseEnabled: true, ", "", "FailedStarts (AWS::SQS::Queue) lacks SqsManagedSseEnabled")]
    [InlineData("lambda.yaml", "    DeletionPolicy: Retain\n", "", "Bucket would go with the stack")]
    [InlineData("lambda.yaml", ", RetentionInDays: !Ref LogRetentionDays", "", "LogGroup (AWS::Logs::LogGroup) lacks RetentionInDays")]
    [InlineData("lambda.yaml", "AlarmActions: [!Ref AlarmTopicArn],", "", "(AWS::CloudWatch::Alarm) lacks AlarmActions")]
    [InlineData("lambda.yaml", ", Description: How long logs are kept.", "", "'LogRetentionDays' has no description")]
    [InlineData("lambda.yaml", "              # Lambda makes the network interfaces with this role. They have no name beforehand, so AWS wants every resource here.\n", "", "allows every resource and does not say why")]
    [InlineData("lambda.yaml", "Resource: !Ref SecretArn}", "Resource: \"*\"}", "allows every resource and does not say why")]
    [InlineData("lambda.yaml", "An execution of it is a run.", "An execution of it is a run…", "'…' becomes '?'")]
    [InlineData("fargate.yaml", "              # A token for the whole registry is all that AWS has.\n", "", "allows every resource and does not say why")]
    [InlineData("fargate.yaml", "!FindInMap [TaskSizes, ", "!FindInMap [Sizes, ", "The mapping 'Sizes' does not exist")]
    [InlineData("network.yaml", "DependsOn: InternetGatewayAttachment", "DependsOn: Gateway", "DependsOn names 'Gateway'")]
    public void Damage_is_noticed(string name, string old, string replacement, string violation) =>
        Assert.Contains(TemplateRules.Violations(TemplateFile.Damaged(name, old, replacement)), found => found.Contains(violation, StringComparison.Ordinal));

    [Fact]
    public void A_template_that_grew_too_long_is_noticed() =>
        Assert.Contains(TemplateRules.Violations(TemplateFile.Damaged("lambda.yaml", "\nResources:\n", $"\n# {new string('-', 40_000)}\nResources:\n")), found => found.Contains("without a bucket", StringComparison.Ordinal));
}
