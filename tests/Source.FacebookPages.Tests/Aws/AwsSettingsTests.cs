using Airbyte.Cdk;
using Amazon;
using Amazon.Runtime;
using Source.FacebookPages.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>What is taken from the surroundings.</summary>
public sealed class AwsSettingsTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3=http://own:1 AWS_ENDPOINT_URL=http://all:2", "http://own:1/")]
    [InlineData("AWS_ENDPOINT_URL=http://all:2", "http://all:2/")]
    [InlineData("AWS_ENDPOINT_URL_S3= AWS_ENDPOINT_URL=https://all/base", "https://all/base")]
    [InlineData("AWS_ENDPOINT_URL=http://all:2 AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", null)]
    [InlineData("AWS_ENDPOINT_URL_SQS=http://other:1", null)]
    public void An_endpoint_is_the_services_own_else_that_of_all(string variables, string? expected) =>
        Assert.Equal(expected, Settings(variables).EndpointOf("S3")?.AbsoluteUri);

    [Theory]
    [InlineData("localhost")]
    [InlineData("ftp://host")]
    [InlineData("/path")]
    public void An_endpoint_that_is_no_address_is_a_mistake(string text) =>
        Assert.Throws<ConnectorException>(() => Settings($"AWS_ENDPOINT_URL={text}").EndpointOf("S3"));

    [Theory]
    [InlineData("AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=us-east-1", "eu-west-1")]
    [InlineData("AWS_DEFAULT_REGION=us-east-1", "us-east-1")]
    [InlineData("AWS_REGION= AWS_DEFAULT_REGION=", "ap-south-1")]
    [InlineData("AWS_REGION=mars-north-1", "mars-north-1")]
    public void A_region_is_the_environments_else_the_machines(string variables, string expected) =>
        Assert.Equal(expected, (Settings(variables) with { MachineRegion = () => RegionEndpoint.APSouth1 }).FindRegion()?.SystemName);

    [Fact]
    public void A_machine_that_fails_to_name_a_region_names_none() =>
        Assert.Null((Settings("") with { MachineRegion = () => throw new AmazonClientException("No profile.") }).FindRegion());

    [Fact]
    public void Where_the_chain_of_credentials_ends_it_says_what_each_part_of_it_said()
    {
        const string Said = "Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:\n\nException 1 of 1: AWS_ACCESS_KEY_ID was not set.";
        var failure = Assert.Throws<ConnectorException>(() => (Settings("") with { Credentials = () => throw new AmazonClientException(Said) }).FindCredentials("It could not be read"));
        Assert.Equal(Said, failure.InternalMessage);
    }

    [Fact]
    public void A_file_that_can_not_be_read_is_none() => Assert.Null(new AwsSettings().ReadFile("/no/such/file"));

    private static AwsSettings Settings(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new AwsSettings { Environment = values.GetValueOrDefault, MachineRegion = () => null };
    }
}
