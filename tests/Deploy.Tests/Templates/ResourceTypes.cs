namespace Deploy.Tests.Templates;

/// <summary>
/// What the templates create: the properties that each type must have, and what stands behind <c>!GetAtt</c>.
/// From the pages of the types in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
/// </summary>
internal static class ResourceTypes
{
    private static readonly Dictionary<string, (string[] Required, string[] Attributes)> Known = new(StringComparer.Ordinal)
    {
        ["AWS::CloudWatch::Alarm"] = (["ComparisonOperator", "EvaluationPeriods", "AlarmActions", "TreatMissingData"], []),
        ["AWS::EC2::EIP"] = ([], ["AllocationId", "PublicIp"]),
        ["AWS::EC2::InternetGateway"] = ([], []),
        ["AWS::EC2::NatGateway"] = (["SubnetId", "AllocationId"], []),
        ["AWS::EC2::Route"] = (["RouteTableId", "DestinationCidrBlock"], []),
        ["AWS::EC2::RouteTable"] = (["VpcId"], []),
        ["AWS::EC2::SecurityGroup"] = (["GroupDescription", "VpcId"], ["GroupId"]),
        ["AWS::EC2::Subnet"] = (["VpcId", "CidrBlock", "AvailabilityZone"], []),
        ["AWS::EC2::SubnetRouteTableAssociation"] = (["RouteTableId", "SubnetId"], []),
        ["AWS::EC2::VPC"] = (["CidrBlock"], []),
        ["AWS::EC2::VPCEndpoint"] = (["ServiceName", "VpcId", "VpcEndpointType"], []),
        ["AWS::EC2::VPCGatewayAttachment"] = (["VpcId", "InternetGatewayId"], []),
        ["AWS::ECS::Cluster"] = ([], ["Arn"]),
        ["AWS::ECS::TaskDefinition"] = (["ContainerDefinitions", "Cpu", "Memory", "NetworkMode", "RequiresCompatibilities", "ExecutionRoleArn", "TaskRoleArn"], []),
        ["AWS::Events::Rule"] = (["EventPattern", "Targets"], ["Arn"]),
        ["AWS::IAM::ManagedPolicy"] = (["PolicyDocument"], []),
        ["AWS::IAM::Policy"] = (["PolicyDocument", "PolicyName", "Roles"], []),
        ["AWS::IAM::Role"] = (["AssumeRolePolicyDocument"], ["Arn"]),
        ["AWS::Lambda::Function"] = (["Code", "Role", "PackageType", "Timeout", "LoggingConfig"], ["Arn"]),
        ["AWS::Logs::LogGroup"] = (["RetentionInDays"], ["Arn"]),
        ["AWS::Logs::MetricFilter"] = (["FilterPattern", "LogGroupName", "MetricTransformations"], []),
        ["AWS::S3::Bucket"] = (["BucketEncryption", "PublicAccessBlockConfiguration", "VersioningConfiguration"], ["Arn"]),
        ["AWS::SQS::Queue"] = (["SqsManagedSseEnabled", "MessageRetentionPeriod"], ["Arn", "QueueName"]),
        ["AWS::SQS::QueuePolicy"] = (["PolicyDocument", "Queues"], []),
        ["AWS::Scheduler::Schedule"] = (["FlexibleTimeWindow", "ScheduleExpression", "Target"], ["Arn"]),
        ["AWS::StepFunctions::StateMachine"] = (["RoleArn", "DefinitionString"], ["Arn", "Name"]),
    };

    /// <summary>Whether the templates may use a type.</summary>
    public static bool IsKnown(string type) => Known.ContainsKey(type);

    /// <summary>The properties that a resource of a type must have, here or at AWS.</summary>
    public static IReadOnlyList<string> RequiredBy(string type) => Known.TryGetValue(type, out var known) ? known.Required : [];

    /// <summary>Whether a type has an attribute.</summary>
    public static bool HasAttribute(string type, string attribute) => Known.TryGetValue(type, out var known) && known.Attributes.Contains(attribute, StringComparer.Ordinal);
}
