using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Templates;

public sealed class ParameterTests
{
    public static TheoryData<string> Names => TemplateFile.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_default_is_a_value_that_is_allowed(string name) =>
        Assert.All(TemplateFile.Load(name).Parameters.Where(pair => pair.Value!["Default"] is not null), pair => Assert.True(Allows(pair.Value!, pair.Value!["Default"]!.ToString()), pair.Key));

    [Fact]
    public void Only_what_nobody_can_guess_must_be_given()
    {
        Assert.Equal(["ImageUri", "SecretArn", "AlarmTopicArn"], Required("lambda.yaml"));
        Assert.Equal(["ImageUri", "SecretArn", "AlarmTopicArn"], Required("fleet.yaml"));
        Assert.Equal(["ImageUri", "SecretArn", "AlarmTopicArn", "VpcId", "SubnetIds"], Required("fargate.yaml"));
        Assert.Empty(Required("network.yaml"));

        static IEnumerable<string> Required(string name) => TemplateFile.Load(name).Parameters.Where(pair => pair.Value!["Default"] is null).Select(pair => pair.Key);
    }

    [Theory]
    [InlineData("ImageUri", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/insights:1.0", true)]
    [InlineData("ImageUri", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/data/insights@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("ImageUri", "source-facebook-pages-insights:latest", false)]
    [InlineData("SecretArn", Stack.SecretArn, true)]
    [InlineData("SecretArn", "facebook/insights", false)]
    [InlineData("SecretArn", Stack.SecretArn + ":json-key::", false)]
    [InlineData("ConfigObject", "bucket/folder/config.json", true)]
    [InlineData("ConfigObject", "s3://bucket/config.json", false)]
    [InlineData("BucketName", "my-bucket", true)]
    [InlineData("BucketName", "s3://my-bucket", false)]
    [InlineData("OutputPrefix", "raw/facebook", true)]
    [InlineData("OutputPrefix", "/raw", false)]
    [InlineData("OutputPrefix", "raw/", false)]
    [InlineData("Connection", "facebook.pages-1", true)]
    [InlineData("Connection", "../other", false)]
    [InlineData("ScheduleExpression", "rate(6 hours)", true)]
    [InlineData("ScheduleExpression", "0 6 * * *", false)]
    [InlineData("SubnetIds", "subnet-0a,subnet-0b", true)]
    [InlineData("SubnetIds", "subnet-0a, subnet-0b", false)]
    [InlineData("KmsKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1-2", true)]
    [InlineData("KmsKeyArn", "alias/mine", false)]
    public void A_slip_is_refused_before_anything_is_made(string parameter, string value, bool good) =>
        Assert.Equal(good, Allows(TemplateFile.Load("lambda.yaml").Parameters[parameter]!, value));

    [Fact]
    public void The_same_parameter_is_the_same_in_all_templates()
    {
        var lambda = TemplateFile.Load("lambda.yaml").Parameters;
        Assert.All(Shared("fleet.yaml"), pair => Assert.True(JsonNode.DeepEquals(lambda[pair.Key], pair.Value), pair.Key));
        Assert.All(Shared("fargate.yaml").Where(pair => pair.Key is not ("VpcId" or "SubnetIds")), pair => Assert.True(JsonNode.DeepEquals(lambda[pair.Key], pair.Value), pair.Key));

        IEnumerable<KeyValuePair<string, JsonNode?>> Shared(string name) => TemplateFile.Load(name).Parameters.Where(pair => lambda.ContainsKey(pair.Key));
    }

    [Theory]
    [InlineData("lambda.yaml", "", "", null, null)]
    [InlineData("lambda.yaml", "vpc-1", "subnet-1", null, null)]
    [InlineData("lambda.yaml", "vpc-1", "", null, "VpcId and SubnetIds are given together or not at all.")]
    [InlineData("lambda.yaml", "", "subnet-1", null, "VpcId and SubnetIds are given together or not at all.")]
    [InlineData("fleet.yaml", "", "", "lambda", null)]
    [InlineData("fleet.yaml", "", "", "fargate", "Fargate needs VpcId and SubnetIds.")]
    [InlineData("fleet.yaml", "vpc-1", "subnet-1", "fargate", null)]
    public void A_combination_that_cannot_work_is_refused(string name, string vpc, string subnets, string? runner, string? refusal)
    {
        (string, string)[] parameters = [("VpcId", vpc), ("SubnetIds", subnets), .. runner is null ? [] : new[] { ("Runner", runner) }];
        Assert.Equal(refusal is null ? [] : [refusal], new Stack(TemplateFile.Load(name), parameters).BrokenRules());
    }

    // AllowedPattern has to match the whole value: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
    private static bool Allows(JsonNode parameter, string value) =>
        (parameter["AllowedPattern"] is not { } pattern || Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)))
        && (parameter["AllowedValues"] is not { } values || values.AsArray().Any(allowed => allowed!.ToString() == value))
        && (parameter["MinValue"] is not { } minimum || long.Parse(value) >= minimum.GetValue<long>())
        && (parameter["MaxValue"] is not { } maximum || long.Parse(value) <= maximum.GetValue<long>());
}
