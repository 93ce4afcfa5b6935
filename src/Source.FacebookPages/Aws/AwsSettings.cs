using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace Source.FacebookPages.Aws;

/// <summary>How this process reaches AWS: credentials, region, endpoints.</summary>
/// <param name="variable">Reads an environment variable; null when it is not set.</param>
/// <param name="credentials">Gives the credentials; null for the chain of the AWS SDK: environment, web identity, profile, container (Fargate's task role), instance.</param>
internal sealed class AwsSettings(Func<string, string?> variable, Func<AWSCredentials>? credentials = null)
{
    /// <summary>What an environment variable says; null when it is not set or empty.</summary>
    public string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The credentials to sign with.</summary>
    /// <exception cref="AmazonClientException">There are none.</exception>
    public AWSCredentials Credentials() => credentials is null ? OfChain() : credentials();

    /// <summary>The region to ask; null when nobody says.</summary>
    /// <param name="wished">The region that the configuration names, or null.</param>
    public string? Region(string? wished) => wished ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? OfProfile();

    /// <summary>Where a service is to be asked instead of its own place (<c>AWS_ENDPOINT_URL_S3</c>, <c>AWS_ENDPOINT_URL</c>); null for its own place. See
    /// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html.</summary>
    public string? Endpoint(string service) => Variable("AWS_ENDPOINT_URL_" + service) ?? Variable("AWS_ENDPOINT_URL");

    // The SDK finds the client for web identities by reflection, unless it is told.
    private static AWSCredentials OfChain()
    {
        GlobalRuntimeDependencyRegistry.Instance.RegisterSecurityTokenServiceClient(
            static context => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), context.SecurityTokenServiceClientContextData.Region));
        return DefaultAWSCredentialsIdentityResolver.GetCredentials();
    }

    private static string? OfProfile()
    {
        try
        {
            return FallbackRegionFactory.GetRegionEndpoint()?.SystemName;
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }
}
